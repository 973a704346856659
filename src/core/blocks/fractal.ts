/**
 * Columns of 1, 2, 4 and 8 convolutions, averaged wherever several end (Larsson et al. 2017, Figure 1): no
 * residual anywhere. `drop_path` leaves inputs of the means out at random in training.
 */
export const fractal = `
parameters:
  filters: required
  stride: 1
  shortcut: null
  columns: {default: 3, values: [2, 3, 4]}
  drop_path: 0
defaults: {conv: {norm: batch, activation: relu, bias: false}}
layers:
  - conv: {filters: $filters, kernel: 3, stride: $stride}
    name: whole
    from: input
  - conv: {filters: $filters, kernel: 3, stride: $stride}
    name: half_1
    from: input
  - conv: {filters: $filters, kernel: 3, stride: $stride}
    name: quarter_1
    from: input
    when: $(columns >= 3)
  - conv: {filters: $filters, kernel: 3, stride: $stride}
    name: eighth_1
    from: input
    when: $(columns >= 4)
  - conv: {filters: $filters, kernel: 3}
    name: eighth_2
    from: eighth_1
    when: $(columns >= 4)
  - mean: {drop_path: $drop_path}
    name: joined_quarter_1
    from: [quarter_1, eighth_2]
    when: $(columns >= 3)
  - conv: {filters: $filters, kernel: 3}
    name: quarter_2
    from: joined_quarter_1
    when: $(columns >= 3)
  - conv: {filters: $filters, kernel: 3}
    name: eighth_3
    from: joined_quarter_1
    when: $(columns >= 4)
  - conv: {filters: $filters, kernel: 3}
    name: eighth_4
    from: eighth_3
    when: $(columns >= 4)
  - mean: {drop_path: $drop_path}
    name: joined_half
    from: [half_1, quarter_2, eighth_4]
  - conv: {filters: $filters, kernel: 3}
    name: half_2
    from: joined_half
  - conv: {filters: $filters, kernel: 3}
    name: quarter_3
    from: joined_half
    when: $(columns >= 3)
  - conv: {filters: $filters, kernel: 3}
    name: eighth_5
    from: joined_half
    when: $(columns >= 4)
  - conv: {filters: $filters, kernel: 3}
    name: eighth_6
    from: eighth_5
    when: $(columns >= 4)
  - mean: {drop_path: $drop_path}
    name: joined_quarter_3
    from: [quarter_3, eighth_6]
    when: $(columns >= 3)
  - conv: {filters: $filters, kernel: 3}
    name: quarter_4
    from: joined_quarter_3
    when: $(columns >= 3)
  - conv: {filters: $filters, kernel: 3}
    name: eighth_7
    from: joined_quarter_3
    when: $(columns >= 4)
  - conv: {filters: $filters, kernel: 3}
    name: eighth_8
    from: eighth_7
    when: $(columns >= 4)
  - mean: {drop_path: $drop_path}
    name: joined
    from: [whole, half_2, quarter_4, eighth_8]
`;
