using System.Numerics;

namespace Lacquer.Mastering.Networks;

/// <summary>y = W·x + b. As torch.nn.Linear.</summary>
internal sealed class DenseLayer
{
    private readonly float[] _weights; // [outputs, inputs], row by row
    private readonly float[] _bias;

    /// <summary>Takes <c>NAME.weight</c> and <c>NAME.bias</c>.</summary>
    /// <exception cref="ModelException">They are not there.</exception>
    public DenseLayer(ModelFile model, string name)
    {
        IReadOnlyList<int> shape = model.Shape(name + ".weight");
        if (shape.Count != 2)
        {
            throw new ModelException($"the model's {name}.weight is no matrix.");
        }

        (Outputs, Inputs) = (shape[0], shape[1]);
        _weights = model.Tensor(name + ".weight", Outputs, Inputs);
        _bias = model.Tensor(name + ".bias", Outputs);
    }

    /// <summary>Takes a layer that has to fit between others.</summary>
    /// <exception cref="ModelException">It is not there, or does not fit.</exception>
    public DenseLayer(ModelFile model, string name, int inputs, int? outputs = null)
        : this(model, name)
    {
        if (Inputs != inputs || (outputs is { } wanted && Outputs != wanted))
        {
            throw new ModelException($"the model's {name} leads from {Inputs} to {Outputs} numbers instead of from {inputs} to {outputs?.ToString() ?? "any"}.");
        }
    }

    /// <summary>Length of the input.</summary>
    public int Inputs { get; }

    /// <summary>Length of the output.</summary>
    public int Outputs { get; }

    /// <summary>Computes one vector.</summary>
    public void Apply(ReadOnlySpan<float> input, Span<float> output) => Matrix.Multiply(_weights, _bias, input, output);

    /// <summary>Computes each frame of a stretch.</summary>
    /// <param name="input">Frames × <see cref="Inputs"/>.</param>
    /// <param name="frames">How many frames.</param>
    /// <param name="output">Receives frames × <see cref="Outputs"/>.</param>
    public void Apply(ReadOnlySpan<float> input, int frames, Span<float> output)
    {
        for (int f = 0; f < frames; f++)
        {
            Apply(input.Slice(f * Inputs, Inputs), output.Slice(f * Outputs, Outputs));
        }
    }

    /// <summary>Sum of products, in four strands of lanes that do not wait for each other.</summary>
    internal static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        int lanes = Vector<float>.Count;
        (Vector<float> s0, Vector<float> s1, Vector<float> s2, Vector<float> s3) = (default, default, default, default);
        int i = 0;
        for (; i <= a.Length - (4 * lanes); i += 4 * lanes)
        {
            s0 += new Vector<float>(a[i..]) * new Vector<float>(b[i..]);
            s1 += new Vector<float>(a[(i + lanes)..]) * new Vector<float>(b[(i + lanes)..]);
            s2 += new Vector<float>(a[(i + (2 * lanes))..]) * new Vector<float>(b[(i + (2 * lanes))..]);
            s3 += new Vector<float>(a[(i + (3 * lanes))..]) * new Vector<float>(b[(i + (3 * lanes))..]);
        }

        for (; i <= a.Length - lanes; i += lanes)
        {
            s0 += new Vector<float>(a[i..]) * new Vector<float>(b[i..]);
        }

        float sum = Vector.Sum((s0 + s1) + (s2 + s3));
        for (; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }
}
