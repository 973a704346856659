/** 7×7 with stride 2 and a 3×3 max pool with stride 2: He et al. 2015, Table 1. */
export const stemImagenet = `
parameters: {filters: 64}
defaults: {conv: {norm: batch, activation: relu, bias: false}}
layers:
  - conv: {filters: $filters, kernel: 7, stride: 2, padding: half}
  - pool: {type: max, size: 3, stride: 2, padding: half}
`;
