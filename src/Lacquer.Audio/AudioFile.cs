using Lacquer.Audio.Decoding;

namespace Lacquer.Audio;

/// <summary>Opens sound files.</summary>
public static class AudioFile
{
    /// <summary>Opens a file for reading; its content decides what it is, never its name.</summary>
    /// <param name="path">A regular file.</param>
    /// <param name="limits">What is accepted; null takes <see cref="AudioLimits.Default"/>.</param>
    /// <param name="cancel">Stops decoding; the scratch file and the decoder's process are gone when the call returns.</param>
    /// <returns>
    /// A source that can be read again and again. WAV and AIFF are read in place; everything else is decoded once, here, by
    /// ffmpeg, to a scratch file in the system's temporary folder, which goes when the source is disposed.
    /// </returns>
    /// <exception cref="AudioFileException">The file cannot be used; the message says why and what to do.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was asked for.</exception>
    public static IAudioSource Open(string path, AudioLimits? limits = null, CancellationToken cancel = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        limits ??= AudioLimits.Default;
        cancel.ThrowIfCancellationRequested();
        InputFile file = InputFile.Open(path);
        try
        {
            FileKind kind = FileSniffer.Identify(file);
            PcmLayout? layout = kind switch
            {
                FileKind.Wave => WaveParser.Parse(file, limits),
                FileKind.Aiff => AiffParser.Parse(file, limits),
                _ => null,
            };
            if (layout is not null)
            {
                limits.CheckLength(layout.Frames, layout.MissingFrames, layout.Format.SampleRateHz, layout.Format.Channels);
                return new PcmSource(file, layout);
            }

            using (file)
            {
                return FfmpegDecoder.Decode(file, kind, limits, cancel);
            }
        }
        catch (Exception exception)
        {
            file.Dispose();
            if (exception is IOException or UnauthorizedAccessException)
            {
                throw new AudioFileException(AudioFault.Unreadable, "cannot be read: " + exception.Message.ReplaceLineEndings(" "), exception);
            }

            throw;
        }
    }
}
