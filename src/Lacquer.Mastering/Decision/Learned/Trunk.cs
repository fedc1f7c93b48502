using System.Globalization;
using Lacquer.Mastering.Analysis.Features;
using Lacquer.Mastering.Networks;

namespace Lacquer.Mastering.Decision.Learned;

/// <summary>Judges a segment: frames and statistics to faults with their certainty. As Trunk in training/networks.py.</summary>
/// <remarks>
/// The autoencoders' part: a frame becomes a code, the link turns a mix's code into its master's, the decoder a frame again; what it differs
/// by from the frame that went in is the mask. The convolutions follow the codes through time.
/// </remarks>
internal sealed class Trunk
{
    private const int Bands = FeatureLayout.Bands;
    private const float LeastFrameDb = -60;   // FRAME_RANGE_DB in training/songs.py, of mid and side about the segment's mean level
    private const float LargestFrameDb = 30;
    private const float MostLogVariance = 4;

    private readonly float[] _mastersDb;
    private readonly float[] _frameMean;
    private readonly float[] _frameScale;
    private readonly Cues _cues;
    private readonly DenseLayer _encodeIn;
    private readonly DenseLayer _encodeOut;
    private readonly DenseLayer _linkIn;
    private readonly DenseLayer _linkOut;
    private readonly DenseLayer _decodeIn;
    private readonly DenseLayer _decodeOut;
    private readonly DilatedConvolution[] _convolutions;
    private readonly DenseLayer _headIn;
    private readonly DenseLayer _headOut;

    /// <summary>Takes the layers whose names begin so.</summary>
    /// <exception cref="ModelException">One is missing, or they do not fit each other.</exception>
    public Trunk(ModelFile model, string name, int[] dilations)
    {
        _mastersDb = model.Tensor(name + ".levelMean", Bands);
        _frameMean = model.Tensor(name + ".frameMean", SongSummary.FrameValues);
        _frameScale = Standard.Scale(model, name + ".frameScale", SongSummary.FrameValues);
        _cues = new Cues(model, name + ".cues", SongSummary.Statistics);
        _encodeIn = new DenseLayer(model, name + ".encode.0", SongSummary.FrameValues);
        _encodeOut = new DenseLayer(model, name + ".encode.2", _encodeIn.Outputs);
        int code = _encodeOut.Outputs;
        _linkIn = new DenseLayer(model, name + ".link.layers.0", code);
        _linkOut = new DenseLayer(model, name + ".link.layers.2", _linkIn.Outputs, code);
        _decodeIn = new DenseLayer(model, name + ".decode.1", code);
        _decodeOut = new DenseLayer(model, name + ".decode.3", _decodeIn.Outputs, SongSummary.FrameValues);
        _convolutions = new DilatedConvolution[dilations.Length];
        int channels = code;
        for (int c = 0; c < dilations.Length; c++)
        {
            _convolutions[c] = new DilatedConvolution(model, string.Create(CultureInfo.InvariantCulture, $"{name}.convolutions.{c}"), dilations[c]);
            channels = _convolutions[c].Inputs == channels
                ? _convolutions[c].Outputs
                : throw new ModelException($"the model's {name}.convolutions do not fit each other.");
        }

        if (model.Has(string.Create(CultureInfo.InvariantCulture, $"{name}.convolutions.{dilations.Length}.weight")))
        {
            throw new ModelException($"the model's {name} has more convolutions than dilations.");
        }

        _headIn = new DenseLayer(model, name + ".head.0", (2 * channels) + (2 * Bands) + _cues.Components + SongSummary.Styles);
        _headOut = new DenseLayer(model, name + ".head.3", _headIn.Outputs, 2 * ToneModel.Outputs);
    }

    /// <summary>Judges a segment.</summary>
    /// <param name="segment">At least one frame.</param>
    /// <param name="style">Probabilities of the styles.</param>
    /// <param name="mean">Receives the faults, in dB.</param>
    /// <param name="logVariance">Receives the logarithm of their variances, in dB².</param>
    public void Judge(SongSegment segment, float[] style, Span<float> mean, Span<float> logVariance)
    {
        int frames = segment.FrameCount;
        float[] input = Scaled(segment);
        float[] code = Dense(_encodeOut, Activated(Dense(_encodeIn, input, frames)), frames);
        int channels = _convolutions.Length > 0 ? _convolutions[^1].Outputs : _encodeOut.Outputs;
        Span<float> head = new float[_headIn.Inputs];
        Mask(input, code, frames, head.Slice(2 * channels, Bands));
        Pool(Convolved(code, frames), frames, head[..channels], head.Slice(channels, channels));
        Span<float> rest = head[((2 * channels) + Bands)..];
        Standard.Level(segment.LevelDb, _mastersDb, rest);
        _cues.Apply(segment.Statistics, rest.Slice(Bands, _cues.Components));
        style.CopyTo(rest[(Bands + _cues.Components)..]);

        Span<float> hidden = new float[_headIn.Outputs];
        _headIn.Apply(head, hidden);
        Activation.Silu(hidden);
        Span<float> output = new float[_headOut.Outputs];
        _headOut.Apply(hidden, output);
        output[..ToneModel.Outputs].CopyTo(mean);
        for (int i = 0; i < ToneModel.Outputs; i++)
        {
            logVariance[i] = MostLogVariance * MathF.Tanh(output[ToneModel.Outputs + i] / MostLogVariance);
        }
    }

    private float[] Scaled(SongSegment segment)
    {
        var scaled = new float[segment.Frames.Length];
        for (int i = 0; i < scaled.Length; i++)
        {
            int value = i % SongSummary.FrameValues;
            float x = segment.Frames[i];
            x = value < 2 * Bands ? Math.Clamp(x - segment.MeanDb, LeastFrameDb, LargestFrameDb) : x;
            scaled[i] = (x - _frameMean[value]) / _frameScale[value];
        }

        return scaled;
    }

    /// <summary>What the decoder would change, on average. It ends in a dense layer, so the average may be taken before that.</summary>
    private void Mask(float[] input, float[] code, int frames, Span<float> mask)
    {
        float[] linked = Dense(_linkOut, Activated(Dense(_linkIn, code, frames)), frames);
        for (int i = 0; i < linked.Length; i++)
        {
            linked[i] += code[i];
        }

        float[] hidden = Activated(Dense(_decodeIn, Activated(linked), frames));
        Span<float> middle = new float[_decodeIn.Outputs];
        Mean(hidden, frames, middle);
        Span<float> decoded = new float[SongSummary.FrameValues];
        _decodeOut.Apply(middle, decoded);
        Span<float> before = new float[SongSummary.FrameValues];
        Mean(input, frames, before);
        for (int b = 0; b < Bands; b++)
        {
            mask[b] = decoded[b] - before[b];
        }
    }

    private float[] Convolved(float[] code, int frames)
    {
        float[] x = code;
        foreach (DilatedConvolution convolution in _convolutions)
        {
            var y = new float[frames * convolution.Outputs];
            convolution.Apply(x, frames, y);
            x = Activated(y);
        }

        return x;
    }

    private static void Pool(float[] x, int frames, Span<float> mean, Span<float> deviation)
    {
        Mean(x, frames, mean);
        for (int c = 0; c < mean.Length; c++)
        {
            double squares = 0;
            for (int i = c; i < x.Length; i += mean.Length)
            {
                double difference = x[i] - mean[c];
                squares += difference * difference;
            }

            deviation[c] = (float)Math.Sqrt(squares / frames);
        }
    }

    private static void Mean(float[] x, int frames, Span<float> mean)
    {
        for (int c = 0; c < mean.Length; c++)
        {
            double sum = 0;
            for (int i = c; i < x.Length; i += mean.Length)
            {
                sum += x[i];
            }

            mean[c] = (float)(sum / frames);
        }
    }

    private static float[] Dense(DenseLayer layer, float[] input, int frames)
    {
        var output = new float[frames * layer.Outputs];
        layer.Apply(input, frames, output);
        return output;
    }

    private static float[] Activated(float[] values)
    {
        Activation.Silu(values);
        return values;
    }
}
