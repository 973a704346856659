/**
 * Two 3×3 convolutions that hold their shortcut in the kernel: α·δ + β·W/‖W‖ for each filter (Zagoruyko and
 * Komodakis 2017). Nothing is added, so the net is a plain one.
 */
export const dirac = `
parameters: {filters: required, stride: 1, shortcut: null}
defaults: {conv: {norm: batch, activation: relu, bias: false}}
layers:
  - conv: {filters: $filters, kernel: 3, stride: $stride, parametrization: dirac}
  - conv: {filters: $filters, kernel: 3, parametrization: dirac}
`;
