/** One 3×3 convolution: He et al. 2015, §4.2. */
export const stemCifar = `
parameters: {filters: 16}
defaults: {conv: {norm: batch, activation: relu, bias: false}}
layers:
  - conv: {filters: $filters, kernel: 3}
`;
