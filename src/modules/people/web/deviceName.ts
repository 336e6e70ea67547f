const browsers = [/Edg\/(\d+)/, /Firefox\/(\d+)/, /Chrome\/(\d+)/, /Version\/(\d+).*Safari/];
const browserNames = ["Edge", "Firefox", "Chrome", "Safari"];
const systems = [/iPhone|iPad/, /Android/, /Mac OS X/, /Windows/, /Linux/];
const systemNames = ["iOS", "Android", "macOS", "Windows", "Linux"];

/** What a browser says of itself, as people know it: "Chrome 156 · Windows". Null for what isn't known. */
export function deviceName(agent: string | null): string | null {
  const at = browsers.findIndex((one) => agent && one.test(agent));
  if (at < 0 || !agent) return null;
  const system = systemNames[systems.findIndex((one) => one.test(agent))];
  return [`${browserNames[at]} ${browsers[at]?.exec(agent)?.[1]}`, system].filter(Boolean).join(" · ");
}
