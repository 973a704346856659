import type { SpecTextApi } from '../specText/api.ts';

/** Loads the bundle that shows a spec's text, from beside the page's own script and with its nonce. */
export function loadSpecText(own: HTMLScriptElement): Promise<SpecTextApi> {
  return new Promise((resolve, reject) => {
    const style = document.createElement('link');
    style.rel = 'stylesheet';
    style.href = new URL('specText.css', own.src).href;
    const script = document.createElement('script');
    script.nonce = own.nonce;
    script.src = new URL('specText.js', own.src).href;
    const fail = (): void => {
      style.remove();
      script.remove();
      reject(new Error('specText.js'));
    };
    script.addEventListener('error', fail);
    script.addEventListener('load', () => {
      const api = globalThis.resnetSpecText;
      if (api === undefined) fail();
      else resolve(api);
    });
    document.head.append(style, script);
  });
}
