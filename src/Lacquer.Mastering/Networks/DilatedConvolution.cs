namespace Lacquer.Mastering.Networks;

/// <summary>Convolution along time with gaps between its taps; as long as its input, which counts as zero beyond its ends. As torch.nn.Conv1d.</summary>
internal sealed class DilatedConvolution
{
    private readonly float[] _weights; // [outputs, taps, inputs]: one tap's inputs lie side by side, as in a frame
    private readonly float[] _bias;
    private readonly int _taps;
    private readonly int _dilation;

    /// <summary>Takes <c>NAME.weight</c> and <c>NAME.bias</c>.</summary>
    /// <param name="model">The weights; [outputs, inputs, taps], as PyTorch keeps them. An odd number of taps.</param>
    /// <param name="name">Name of the layer.</param>
    /// <param name="dilation">Distance of two taps, in frames.</param>
    /// <exception cref="ModelException">They are not there.</exception>
    public DilatedConvolution(ModelFile model, string name, int dilation)
    {
        IReadOnlyList<int> shape = model.Shape(name + ".weight");
        if (shape.Count != 3 || shape[2] % 2 == 0)
        {
            throw new ModelException($"the model's {name}.weight is no convolution with an odd number of taps.");
        }

        (Outputs, Inputs, _taps) = (shape[0], shape[1], shape[2]);
        _dilation = dilation;
        float[] stored = model.Tensor(name + ".weight", Outputs, Inputs, _taps);
        _bias = model.Tensor(name + ".bias", Outputs);
        _weights = new float[stored.Length];
        for (int o = 0; o < Outputs; o++)
        {
            for (int i = 0; i < Inputs; i++)
            {
                for (int t = 0; t < _taps; t++)
                {
                    _weights[(((o * _taps) + t) * Inputs) + i] = stored[(((o * Inputs) + i) * _taps) + t];
                }
            }
        }
    }

    /// <summary>Channels of the input.</summary>
    public int Inputs { get; }

    /// <summary>Channels of the output.</summary>
    public int Outputs { get; }

    /// <summary>Computes a stretch.</summary>
    /// <param name="input">Frames × <see cref="Inputs"/>.</param>
    /// <param name="frames">How many frames.</param>
    /// <param name="output">Receives frames × <see cref="Outputs"/>.</param>
    public void Apply(ReadOnlySpan<float> input, int frames, Span<float> output)
    {
        // All that one output frame hears, side by side: then it is a dense layer.
        Span<float> heard = new float[_taps * Inputs];
        for (int f = 0; f < frames; f++)
        {
            for (int t = 0; t < _taps; t++)
            {
                int from = f + ((t - (_taps / 2)) * _dilation);
                Span<float> tap = heard.Slice(t * Inputs, Inputs);
                if (from >= 0 && from < frames)
                {
                    input.Slice(from * Inputs, Inputs).CopyTo(tap);
                }
                else
                {
                    tap.Clear();
                }
            }

            Matrix.Multiply(_weights, _bias, heard, output.Slice(f * Outputs, Outputs));
        }
    }
}
