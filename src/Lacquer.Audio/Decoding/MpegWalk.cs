namespace Lacquer.Audio.Decoding;

/// <summary>What a walk through an MP3 file found.</summary>
/// <param name="MissingFrames">The least number of audio frames missing at the end.</param>
/// <param name="HasGaps">Whether something other than frames lies between frames.</param>
internal readonly record struct MpegWalk(long MissingFrames, bool HasGaps);
