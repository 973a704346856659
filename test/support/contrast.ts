/**
 * Runs in a page: the contrast of two colours after WCAG 2 (1 to 21), and that of an element's text against what
 * lies behind it. A colour that shines through is laid over what is below; a gradient is not seen.
 */
export const CONTRAST_SCRIPT = `
  globalThis.resnetContrast = (() => {
    const pixel = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const read = (color) => {
      pixel.clearRect(0, 0, 1, 1);
      pixel.fillStyle = color;
      pixel.fillRect(0, 0, 1, 1);
      return [...pixel.getImageData(0, 0, 1, 1).data];
    };
    const over = ([r, g, b, a], below) => [r, g, b].map((part, at) => (part * a + below[at] * (255 - a)) / 255);
    const luminance = (color) => {
      const [r, g, b] = color.map((part) => part / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const behind = (element) => {
      if (element === null) return [255, 255, 255];
      const own = read(getComputedStyle(element).backgroundColor);
      return own[3] === 255 ? own.slice(0, 3) : over(own, behind(element.parentElement));
    };
    const ratio = (a, b) => {
      const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
      return (light + 0.05) / (dark + 0.05);
    };
    return {
      between: (top, below) => {
        const ground = over(read(below), [255, 255, 255]);
        return ratio(over(read(top), ground), ground);
      },
      ofText: (element) => {
        // An empty field shows nothing.
        if (element.value === '') return 21;
        const ground = behind(element);
        return ratio(over(read(getComputedStyle(element).color), ground), ground);
      },
    };
  })();
`;
