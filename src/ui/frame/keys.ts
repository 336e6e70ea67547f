import { useEffect, useRef } from "react";
import { readStored, useStored } from "#ui/stored.ts";
import type { WordKey } from "#ui/words/words.ts";

/** `c`, `g t` (one after the other), `mod+k` (Ctrl, or ⌘ on a Mac), `?`. */
export type KeyCommand = {
  keys: string;
  label: WordKey;
  run: (event: KeyboardEvent) => void;
  group?: "anywhere" | "go" | "here";
  /** False: shown nowhere, such as a second key for the same thing. */
  listed?: boolean;
};

export type Stroke = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

/** How long a letter waits for the one that may follow. */
export const waitMs = 400;

/** The name of a stroke as commands write it, or null for a bare modifier. */
export function strokeName(stroke: Stroke): string | null {
  if (["Control", "Meta", "Alt", "Shift", "Dead", "Process"].includes(stroke.key)) return null;
  const key = stroke.key === " " ? "space" : stroke.key.toLowerCase();
  const mod = stroke.ctrlKey || stroke.metaKey ? "mod+" : "";
  const alt = stroke.altKey ? "alt+" : "";
  const shift = stroke.shiftKey && key.length > 1 ? "shift+" : "";
  return mod + alt + shift + key;
}

/** Whether it is a letter or a sign alone: what can be switched off, and what is ignored while typing. */
export function isPlain(keys: string): boolean {
  return !/^(mod|alt)\+/.test(keys) && !["escape", "enter"].includes(keys);
}

export type Found = { run: KeyCommand | null; wait: boolean };

/** What the strokes so far name among `commands` (later ones win), and whether a longer one could still come. */
export function lookUp(commands: readonly KeyCommand[], strokes: readonly string[]): Found {
  const typed = strokes.join(" ");
  const run = commands.findLast((command) => command.keys === typed) ?? null;
  return { run, wait: commands.some((command) => command.keys.startsWith(`${typed} `)) };
}

const registered: KeyCommand[][] = [];
let strokes: string[] = [];
let timer: ReturnType<typeof setTimeout> | undefined;

export function keyCommands(): readonly KeyCommand[] {
  return registered.flat();
}

export function lettersAreOn(): boolean {
  return readStored("letters") !== "off";
}

export function useLetters(): [boolean, (on: boolean) => void] {
  const [stored, setStored] = useStored("letters");
  return [stored !== "off", (on) => setStored(on ? null : "off")];
}

/** Registers commands while the component is on screen. A screen's own win over the frame's. */
export function useKeys(commands: readonly KeyCommand[]): void {
  const latest = useRef(commands);
  latest.current = commands;
  const named = commands.map((command) => `${command.keys}:${command.label}`).join("|");
  // biome-ignore lint/correctness/useExhaustiveDependencies: registered anew only when the keys differ; `run` is read late
  useEffect(() => {
    const held = latest.current.map((command, at) => ({
      ...command,
      run: (event: KeyboardEvent) => latest.current[at]?.run(event),
    }));
    registered.push(held);
    return () => {
      registered.splice(registered.indexOf(held), 1);
    };
  }, [named]);
}

/** Listens for the whole page, once, from the frame. */
export function listenForKeys(): () => void {
  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    const name = strokeName(event);
    if (!name || (isPlain(name) && (!lettersAreOn() || isTaken(event.target)))) return;
    press(name, event);
  };
  addEventListener("keydown", onKey);
  return () => removeEventListener("keydown", onKey);
}

function press(name: string, event: KeyboardEvent): void {
  clearTimeout(timer);
  strokes = isPlain(name) ? [...strokes, name] : [name];
  let found = lookUp(keyCommands(), strokes);
  if (!found.run && !found.wait && strokes.length > 1) {
    strokes = [name];
    found = lookUp(keyCommands(), strokes);
  }
  if (found.run || found.wait) event.preventDefault();
  if (!found.wait) finish(found.run, event);
  else timer = setTimeout(() => finish(found.run, event), waitMs);
}

function finish(command: KeyCommand | null, event: KeyboardEvent): void {
  strokes = [];
  command?.run(event);
}

/** Where letters have a meaning of their own: fields, open menus and dialogs. */
function isTaken(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  const field = target.closest(
    "input, textarea, select, [contenteditable=true], [role=menu], [role=listbox], dialog[open]",
  );
  return field !== null && !(field instanceof HTMLInputElement && ["checkbox", "radio", "button"].includes(field.type));
}

const signs: Record<string, string> = {
  enter: "↵",
  escape: "Esc",
  arrowup: "↑",
  arrowdown: "↓",
  space: "Space",
  backspace: "⌫",
};

/** As printed on a key: "Ctrl K", "⌘ K" on a Mac, "G", "?". One entry a stroke. */
export function printedKeys(keys: string, isMac = /Mac|iPhone|iPad/.test(navigator.platform)): string[] {
  return keys.split(" ").map((stroke) =>
    stroke
      .split(/\+(?=.)/)
      .map((part) =>
        part === "mod" ? (isMac ? "⌘" : "Ctrl") : (signs[part] ?? (part.length === 1 ? part.toUpperCase() : part)),
      )
      .join(" "),
  );
}
