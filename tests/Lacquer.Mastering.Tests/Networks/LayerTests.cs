using Lacquer.Mastering.Networks;

namespace Lacquer.Mastering.Tests.Networks;

/// <summary>Each layer against plain loops, and against what PyTorch says (written by training/export.py).</summary>
public sealed class LayerTests
{
    private const double Tolerance = 1e-5; // single precision sums of up to 300 products of order one

    private static readonly ModelFile Parity = Safetensors.Parse(Safetensors.Bytes("layers.parity.safetensors"));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 5)]
    [InlineData(16, 4)]
    [InlineData(37, 11)]
    [InlineData(226, 96)]
    public void A_dense_layer_is_a_matrix_product_whatever_its_size(int inputs, int outputs)
    {
        (float[] weights, float[] bias) = (Numbers(inputs * outputs, 1), Numbers(outputs, 2));
        var layer = new DenseLayer(Model(("x.weight", [outputs, inputs], weights), ("x.bias", [outputs], bias)), "x");
        float[] input = Numbers(3 * inputs, 3);
        var output = new float[3 * outputs];

        layer.Apply(input, 3, output);

        for (int f = 0; f < 3; f++)
        {
            for (int o = 0; o < outputs; o++)
            {
                double sum = bias[o];
                for (int i = 0; i < inputs; i++)
                {
                    sum += (double)weights[(o * inputs) + i] * input[(f * inputs) + i];
                }

                Assert.Equal(sum, output[(f * outputs) + o], Tolerance);
            }
        }
    }

    [Theory]
    [InlineData(1, 3, 1, 1)]
    [InlineData(5, 5, 4, 19)]
    [InlineData(8, 5, 16, 65)]
    [InlineData(3, 3, 40, 7)] // the gaps are longer than the stretch
    public void A_convolution_follows_its_definition(int inputs, int taps, int dilation, int frames)
    {
        const int Outputs = 6;
        (float[] weights, float[] bias) = (Numbers(Outputs * inputs * taps, 4), Numbers(Outputs, 5));
        var layer = new DilatedConvolution(Model(("x.weight", [Outputs, inputs, taps], weights), ("x.bias", [Outputs], bias)), "x", dilation);
        float[] input = Numbers(frames * inputs, 6);
        var output = new float[frames * Outputs];

        layer.Apply(input, frames, output);

        for (int f = 0; f < frames; f++)
        {
            for (int o = 0; o < Outputs; o++)
            {
                double sum = bias[o];
                for (int t = 0; t < taps; t++)
                {
                    int from = f + ((t - (taps / 2)) * dilation);
                    for (int i = 0; i < inputs && from >= 0 && from < frames; i++)
                    {
                        sum += (double)weights[(((o * inputs) + i) * taps) + t] * input[(from * inputs) + i];
                    }
                }

                Assert.Equal(sum, output[(f * Outputs) + o], Tolerance);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(29)]
    public void Silu_is_x_over_one_plus_e_to_minus_x(int count)
    {
        float[] x = Array.ConvertAll(Numbers(count, 7), value => 10 * value);
        float[] y = [.. x];

        Activation.Silu(y);

        Assert.All(x.Zip(y), pair => Assert.Equal(pair.First / (1 + Math.Exp(-pair.First)), pair.Second, Tolerance));
    }

    [Theory]
    [InlineData(-200f)]
    [InlineData(-88.8f)]
    [InlineData(200f)]
    public void Silu_is_finite_far_out(float far)
    {
        float[] values = [far, far, far, far, far, far, far, far, far];
        Activation.Silu(values);
        Assert.All(values, value => Assert.Equal(Math.Max(0, far), value, Tolerance));
    }

    [Fact]
    public void Softmax_sums_to_one_and_takes_large_scores()
    {
        float[] scores = [1_000, 1_001, -1_000];
        Activation.Softmax(scores);
        Assert.Equal(1, scores.Sum(), Tolerance);
        Assert.Equal(1 / (1 + Math.E), scores[0], Tolerance);
        Assert.Equal(0, scores[2]);
    }

    [Fact]
    public void A_dense_layer_says_what_PyTorch_says()
    {
        var output = new float[3 * 11];
        new DenseLayer(Parity, "dense").Apply(Parity.Values("dense.input"), 3, output);
        Near(Parity.Values("dense.output"), output);
    }

    [Fact]
    public void A_convolution_says_what_PyTorch_says()
    {
        var output = new float[19 * 7];
        new DilatedConvolution(Parity, "convolution", dilation: 4).Apply(Parity.Values("convolution.input"), 19, output);
        Near(Parity.Values("convolution.output"), output);
    }

    [Fact]
    public void The_functions_between_layers_say_what_PyTorch_says()
    {
        float[] silu = [.. Parity.Values("values")];
        Activation.Silu(silu);
        Near(Parity.Values("silu"), silu);
        float[] softmax = [.. Parity.Values("values")];
        Activation.Softmax(softmax);
        Near(Parity.Values("softmax"), softmax);
    }

    private static void Near(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, Tolerance));
    }

    private static ModelFile Model(params (string Name, int[] Shape, float[] Values)[] tensors) =>
        Safetensors.Parse(Safetensors.Write(tensors.ToDictionary(tensor => tensor.Name, tensor => (tensor.Shape, tensor.Values))));

    /// <summary>Between −1 and 1.</summary>
    private static float[] Numbers(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextSingle()) - 1)];
    }
}
