import assert from "node:assert/strict";
import { test } from "node:test";
import { isPlain, type KeyCommand, lookUp, printedKeys, strokeName } from "./keys.ts";

const stroke = (
  key: string,
  held: { ctrlKey?: boolean; metaKey?: boolean; shiftKey?: boolean; altKey?: boolean } = {},
) => strokeName({ key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...held });
const command = (keys: string): KeyCommand => ({ keys, label: "ui.keys.help", run: () => undefined });

test("Ctrl and the Mac's command key are one", () => {
  assert.equal(stroke("k", { ctrlKey: true }), "mod+k");
  assert.equal(stroke("k", { metaKey: true }), "mod+k");
});

test("a sign that needs Shift is named by itself", () => {
  assert.equal(stroke("?", { shiftKey: true }), "?");
  assert.equal(stroke("J", { shiftKey: true }), "j");
  assert.equal(stroke("Enter", { shiftKey: true }), "shift+enter");
});

test("a modifier alone is no stroke", () => {
  assert.equal(stroke("Shift", { shiftKey: true }), null);
});

test("letters can be switched off, Ctrl K can't", () => {
  assert.ok(isPlain("c"));
  assert.ok(isPlain("?"));
  assert.ok(!isPlain("mod+k"));
  assert.ok(!isPlain("escape"));
});

test("g waits for the letter that follows", () => {
  const commands = [command("g t"), command("c")];
  assert.deepEqual(lookUp(commands, ["g"]), { run: null, wait: true });
  assert.equal(lookUp(commands, ["g", "t"]).run, commands[0]);
  assert.deepEqual(lookUp(commands, ["g", "x"]), { run: null, wait: false });
});

test("a letter that may go on waits, and runs by itself when nothing follows", () => {
  const commands = [command("c"), command("c d")];
  assert.deepEqual(lookUp(commands, ["c"]), { run: commands[0], wait: true });
});

test("a screen's own key wins over the frame's", () => {
  const commands = [command("c"), command("c")];
  assert.equal(lookUp(commands, ["c"]).run, commands[1]);
});

test("keys are printed as they stand on the keyboard", () => {
  assert.deepEqual(printedKeys("mod+k", false), ["Ctrl K"]);
  assert.deepEqual(printedKeys("mod+k", true), ["⌘ K"]);
  assert.deepEqual(printedKeys("g t", false), ["G", "T"]);
  assert.deepEqual(printedKeys("mod+enter", false), ["Ctrl ↵"]);
});
