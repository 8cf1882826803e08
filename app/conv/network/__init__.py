"""Whole networks as data: a list of layers in, a table or an array out.

    layers     what a layer can be: a union of frozen dataclasses, one for each op
    parsing    plain mappings -> layers, with a sentence and a JSON Pointer for whatever does not fit (and arguments)
    writing    layers -> PyTorch's lines (torch_lines: back again, as plain mappings)
    measures   one layer -> its output's shape, its parameters, its MACs and the working (sliding, mixing, moving)
    seeing     one layer -> what its units see of the input (sight: along one axis)
    table      layers and an input's shape -> a row for each layer (walk), and totals. Integers only, exact at any size
    counting   what other tools report of the same network: MACs or FLOPs, with and without batch normalisation
    running    the same network on an array, forwards and backwards, with random parameters

A layer in data is a mapping with an `op`, its arguments, and a `name` if it is given one. Sizes are an integer or
[height, width]; padding also [[top, bottom], [left, right]], "valid", "same" (at a stride: TensorFlow's), "full" or
"causal" (along the width). Defaults are PyTorch's.

    conv               out_channels, kernel, stride=1, padding=0, dilation=1, groups=1, bias=true
    conv_transpose     out_channels, kernel, stride=1, padding=0, output_padding=0, dilation=1, groups=1, bias=true
    depthwise          kernel, stride=1, padding=0, dilation=1, multiplier=1, bias=true
    pointwise          out_channels, stride=1, groups=1, bias=true
    max_pool           kernel, stride=kernel, padding=0, dilation=1, ceil_mode=false
    avg_pool           the same, and count_include_pad=true
    global_avg_pool    (C, H, W) -> (C, 1, 1)
    adaptive_avg_pool  output
    batch_norm         2C parameters; the 2C running statistics are told apart
    layer_norm         over the channels of each pixel, or over the features of each token: 2C parameters
    relu relu6 gelu sigmoid silu tanh softmax dropout (p=0.5: counts for nothing)
    flatten            (C, H, W) -> (C·H·W,)
    linear             out_features, bias=true: on (F,), on each token of (T, F), and on one pixel's C features
    upsample           scale: nearest
    residual           body, shortcut=[] (empty: the input itself), activation=null: activation(body(x) + shortcut(x))
    concat             branches: along the channels
    squeeze_excite     squeeze_channels, activation="relu", gate="sigmoid": two pointwise layers with biases
    repeat             times, body

Six more than textbooks draw, for what published networks count among their parameters:

    scale              bias=false: a factor for each channel, and an offset (ConvNeXt's layer scale; LeNet-5's pooling)
    select             channels: [0, 1, 2], those channels alone (LeNet-5's sparse C3 is a concat of such branches)
    tokens             class_token=false, positions=false: (C, H, W) -> (H·W, C), one token more with a class token, and
                       a learned vector added to each with positions
    attention          heads: (T, 3F) of queries, keys and values, as one linear layer makes them -> (T, F)
    first_token        (T, F) -> (F,), what a class token has gathered

A Vision Transformer's encoder block is then two residuals: [layer_norm, linear 3F, attention, linear F] and
[layer_norm, linear 4F, gelu, linear F]. Nothing stands for local response normalisation, which has no parameters.
"""
