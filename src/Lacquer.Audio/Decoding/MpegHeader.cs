namespace Lacquer.Audio.Decoding;

/// <summary>One MPEG audio frame.</summary>
/// <param name="Bytes">Size with its header.</param>
/// <param name="Samples">Frames of sound in it.</param>
/// <param name="SampleRateHz">Frames of sound per second.</param>
/// <param name="Layer">1 to 3.</param>
/// <param name="IsVersion1">MPEG-1; otherwise MPEG-2 or 2.5.</param>
/// <param name="IsMono">One channel.</param>
internal readonly record struct MpegHeader(int Bytes, int Samples, int SampleRateHz, int Layer, bool IsVersion1, bool IsMono);
