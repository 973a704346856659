/** Two 3×3 convolutions without a shortcut: the plain nets of He et al. 2015, §3.3. */
export const plain = `
parameters: {filters: required, stride: 1, shortcut: null}
defaults: {conv: {norm: batch, activation: relu, bias: false}}
layers:
  - conv: {filters: $filters, kernel: 3, stride: $stride}
  - conv: {filters: $filters, kernel: 3}
`;
