using BenchmarkDotNet.Attributes;
using Lacquer.Dsp.Spectral;

namespace Lacquer.Benchmarks;

/// <summary>One forward and one inverse transform.</summary>
[MemoryDiagnoser]
[OperationsPerSecond]
public class RealFftBenchmarks
{
    private RealFft _scalar = new(16);
    private RealFft _simd = new(16);
    private float[] _time = [];
    private float[] _re = [];
    private float[] _im = [];

    [Params(2_048, 4_096, 8_192)]
    public int Size { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        (_scalar, _simd) = (new RealFft(Size, simd: false), new RealFft(Size, simd: true));
        (_time, _re, _im) = (new float[Size], new float[_simd.Bins], new float[_simd.Bins]);
        var random = new Random(1);
        foreach (ref float sample in _time.AsSpan())
        {
            sample = (float)random.NextDouble();
        }
    }

    [Benchmark(Baseline = true)]
    public void Scalar()
    {
        _scalar.Forward(_time, _re, _im);
        _scalar.Inverse(_re, _im, _time);
    }

    [Benchmark]
    public void Simd()
    {
        _simd.Forward(_time, _re, _im);
        _simd.Inverse(_re, _im, _time);
    }
}
