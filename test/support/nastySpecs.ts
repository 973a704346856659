/** Specs that are right and written as few people would: what an edit must not stumble over. */
export const NASTY_SPECS: Readonly<Record<string, string>> = {
  json: `{
  "input": [16, 16, 4],
  "outputs": ["sum", "c"],
  "layers": [
    {"conv": {"filters": 8, "kernel": 3}, "name": "a"},
    "relu",
    {"conv": 8, "name": "c"},
    {"add": ["a", "c"], "name": "sum"}
  ]
}
`,

  comments: `# top
model: every place has a comment # here
input: [16, 16, 8] # height, width, channels

# above the layers
layers: # behind the key
  # on top of the first
  - conv: # behind the kind
      # inside
      filters: 8 # how many
      # between
      kernel: 3
      # below
    # beside
    name: a # its name
    # after the name

  # far above

  # near above
  - relu # bare
    # deeper, below the bare word
  # of the next
  - conv: {filters: 8} # short
  -   conv: 8   # three blanks, and behind
      name: b
  - # the kind is on the next line
    conv: 8
  - residual: # a container
      # in it
      branch: # its list
        # on the first of the list
        - conv: 8 # one
        # between two
        - conv: 8 # two
        # below the list
      # above the shortcut
      shortcut: identity # as it is
    # beside the residual
    name: r
  # the end of the list
# the end of the file
`,

  flush: `input: [16, 16, 8]
blocks:
    wide_one:
        parameters:
            filters: required   # how wide
            stride: 1
            gain: null
        defaults: {conv: {norm: batch, activation: relu, bias: false}}
        layers:
        - residual:
            branch:
            - conv: {filters: $filters, kernel: 3, stride: $stride}
            - conv:
                filters: $filters
                activation: none
            shortcut: B
        - relu
layers:
- conv: 8
- stage: {block: wide_one, filters: 16, repeat: 2, stride: 2}
  name: s1
- stage:
    block: wide_one
    filters: $(2 * 16)
    repeat: 3
- block: {type: wide_one, filters: 32}
- pool: global_average
- dense: 10
`,

  lines: [
    'input: [16, 16, 8]',
    '',
    'layers:',
    '  - conv: 8 # one\t(a tab)',
    '    name: first',
    '',
    '  # over the next\t…',
    '  - relu',
    '  - conv: {filters: 8,',
    '           kernel: 3} # over two lines',
    '    from: first',
    '  - add: [first, conv]',
    '',
  ].join('\r\n'),

  letters:
    `\uFEFF# naïve 网络 🧠, tabs:\there
model: "Résumé: 🧠 # not a comment"
input: [16, 16, 8] # höhe
layers:
  - conv: 8 # 卷积 🧠
    name: größe
`.replace('größe', 'groesse') +
    `  - relu # 🧠🧠 é
  - residual:
      branch:
        - conv: 8 # ①
      shortcut: 'identity' # '②'
  - add: [groesse, residual] # ③
`,

  quoted: `'input': [16, 16, 8]
"layers":
  - "conv": {'filters': 8, "kernel": 3}
    "name": 'a'
  - 'relu'
  - "conv": {filters: 8}
    from: "a"
    'name': b
  - add: ['a', "b"]
`,

  anchors: `input: [16, 16, 8]
parameters: {n: &count 2}
layers:
  - conv: &plain {filters: 8, kernel: 3}
    name: a
  - conv: *plain
  - &twice
    conv: {filters: 8}
  - *twice
  - residual:
      branch: &list
        - conv: 8
        - conv: 8
      shortcut: identity
  - residual: {branch: *list, shortcut: B}
  - add: [a, conv_2]
`,

  weights: `inputs:
  left: [16, 16, 4]
  right: [16, 16, 4]
outputs: [same, left_end]
layers:
  - conv: {filters: 8, norm: batch}
    from: left
    name: left_1
  - conv: 8
    name: left_2
  - relu
    # unnamed, and used below
  - conv: {filters: 8, norm: batch}
    from: right
    weights: left_1
    name: right_1
  - conv: 8
    weights: left_2
  - multiply: [relu, conv]
    name: product
  - pool: global_average
  - dense: 2
    name: same
  - pool: global_average
    from: relu
  - dense: 3
    name: left_end
`.replace('  - relu\n    # unnamed', '  - relu # unnamed'),

  branches: `input: [16, 16, 8]
outputs: [both]
layers:
  - conv: 8
    name: stem
  - parallel:
      branches:
        small:
          - conv: {filters: 8, kernel: 1}
          - relu
        large: [{conv: 8, name: x}, relu]
        deep:
          - parallel:
              merge: mean
              branches: {one: [conv: 8], two: [{conv: 8}, relu]}
          - residual:
              branch:
                - conv: 8
                - residual:
                    branch: [{conv: 8}]
                    shortcut:
                      - conv: {filters: 8, kernel: 1}
              shortcut: C
              projection:
                - conv: {filters: 8, kernel: 1}
  - concat: [parallel.small, parallel.large.x, parallel.deep]
    name: wide
  - squeeze_excite
  - conv: 8
  - add: [conv, stem, parallel.deep.residual.branch.conv]
    name: both
`,

  choices: `parameters:
  n: 2
  deep: 1
  extra: 0
input: [H, W, 3]
defaults:
  conv: {norm: batch, activation: relu, bias: false}
  shortcut: A
variants:
  small: {n: 1}
  large: {n: 3, deep: 0}
blocks:
  mine:
    parameters: {filters: required, stride: 1, first: $filters, shortcut: null}
    layers:
      - conv: {filters: $first, stride: $stride}
        when: $(index > 1)
      - residual:
          branch:
            - conv: {filters: $filters, kernel: 3, stride: $stride}
            - conv: {filters: $filters, activation: none}
          shortcut: $shortcut
layers:
  - conv: 16
    name: conv1
  - stage: {block: mine, filters: 16, repeat: $n}
    name: conv2
  - stage: {block: basic, filters: 32, repeat: $(n + deep), stride: 2}
    name: conv3
  - dropout: 0.2
    when: $extra
  - conv: {filters: 32, kernel: 1}
    when: $deep
    name: maybe
  - stage: {block: bottleneck, filters: 8, repeat: 2}
    from: maybe
  - pool: global_average
  - dense: 10
`.replace('$(index > 1)', '$(stride > 1)'),

  document: `%YAML 1.2
---
input:
  - 16
  - 16
  - 8
layers:
  - conv:
      filters:
        8
      kernel: [3, 3]
    name: a
  -
    relu
  - ? conv
    : 8
  - add:
      - a # the first
      - conv # the second
  - conv: 8
    from:
      a
  - concat:
    from: [a, conv_2] # beside the kind
...
`,

  end: 'input: [16, 16, 8]\nlayers:\n  - conv: 8\n    name: a\n  - relu\n  - add: [a, relu] # the last line has no break',
};
