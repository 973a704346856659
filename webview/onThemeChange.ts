/** VS Code writes a theme's colours into the root's style and its kind into the body's classes. */
export function onThemeChange(listener: () => void): void {
  const themes = new MutationObserver(listener);
  themes.observe(document.body, { attributes: true, attributeFilter: ['class'] });
  themes.observe(document.documentElement, { attributes: true, attributeFilter: ['style', 'class'] });
}
