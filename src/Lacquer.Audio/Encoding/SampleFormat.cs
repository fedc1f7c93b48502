namespace Lacquer.Audio.Encoding;

/// <summary>How a lossless file stores a sample.</summary>
public enum SampleFormat
{
    /// <summary>16 bit, dithered.</summary>
    Int16,

    /// <summary>24 bit, rounded.</summary>
    Int24,

    /// <summary>32-bit floating point, unchanged.</summary>
    Float32,
}
