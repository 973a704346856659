/**
 * A bottleneck whose 3×3 is split into groups: aggregated transformations (Xie et al. 2017, Figure 3c). `filters`
 * is what a bottleneck's would be; the groups together are filters·width/64·cardinality wide.
 */
export const resnext = `
parameters: {filters: required, stride: 1, shortcut: null, cardinality: 32, width: 4}
defaults: {conv: {norm: batch, activation: relu, bias: false}}
layers:
  - residual:
      branch:
        - conv: {filters: $(filters * width / 64 * cardinality), kernel: 1}
          name: reduce
        - conv:
            filters: $(filters * width / 64 * cardinality)
            kernel: 3
            stride: $stride
            groups: $cardinality
          name: middle
        - conv: {filters: $(filters * 4), kernel: 1, activation: none}
          name: expand
      shortcut: $shortcut
  - relu
`;
