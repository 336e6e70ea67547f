// Runs before the first paint, so that a chosen theme never flashes the other one. A file, because the page allows no inline script.
try {
  const theme = localStorage.getItem("clinch.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage is forbidden here: the system's theme stays.
}
