using Lacquer.Dsp.Dynamics;

namespace Lacquer.Dsp.Tests.Dynamics;

public sealed class SlidingMaximumTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(64)]
    public void Equals_looking_at_every_value_of_the_window(int length)
    {
        var random = new Random(length);
        float[] values = new float[1_000];
        for (int n = 0; n < values.Length; n++)
        {
            values[n] = random.NextDouble() < 0.8 ? 0 : (float)random.NextDouble();
        }

        float[] fast = (float[])values.Clone();
        var maximum = new SlidingMaximum(length);
        for (int start = 0; start < fast.Length; start += 13)
        {
            maximum.Process(fast.AsSpan(start, Math.Min(13, fast.Length - start)));
        }

        for (int n = 0; n < values.Length; n++)
        {
            float expected = 0;
            for (int k = Math.Max(0, n - length + 1); k <= n; k++)
            {
                expected = Math.Max(expected, values[k]);
            }

            Assert.Equal(expected, fast[n]);
        }
    }

    [Fact]
    public void A_box_is_the_mean_and_ends_at_exactly_zero()
    {
        var box = new BoxSmoother(10);
        float[] values = new float[200];
        values.AsSpan(3, 50).Fill(0.3f);
        box.Process(values);
        Assert.Equal(0.3, values[20], 1e-7);
        Assert.Equal(0.03, values[3], 1e-7);
        Assert.Equal(0, values[70]);
    }
}
