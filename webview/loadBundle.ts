/**
 * Loads a bundle that a page needs only now and then, from beside the page's own script and with its nonce.
 * @param found what the bundle leaves behind when it has run
 */
export function loadBundle<T>(own: HTMLScriptElement, name: string, found: () => T | undefined): Promise<T> {
  return new Promise((resolve, reject) => {
    const style = document.createElement('link');
    style.rel = 'stylesheet';
    style.href = new URL(`${name}.css`, own.src).href;
    const script = document.createElement('script');
    script.nonce = own.nonce;
    script.src = new URL(`${name}.js`, own.src).href;
    const fail = (): void => {
      style.remove();
      script.remove();
      reject(new Error(`${name}.js`));
    };
    script.addEventListener('error', fail);
    script.addEventListener('load', () => {
      const api = found();
      if (api === undefined) fail();
      else resolve(api);
    });
    document.head.append(style, script);
  });
}
