using System.Runtime.InteropServices;
using Lacquer.Audio.Programs;
using Lacquer.Audio.Tags;

namespace Lacquer.Audio.Decoding;

/// <summary>Decodes a file once, by ffmpeg in a process of its own, into scratch audio.</summary>
internal sealed class FfmpegDecoder : IAudioSource
{
    /// <summary>Bytes taken from the pipe at once.</summary>
    private const int PipeBytes = 1 << 17;

    private readonly ScratchAudio _scratch;

    private FfmpegDecoder(ScratchAudio scratch, FfmpegProbe probe, long frames, long missingFrames, string? damage)
    {
        _scratch = scratch;
        Format = probe.Format;
        Tags = probe.Tags;
        Frames = frames;
        MissingFrames = missingFrames;
        Damage = damage;
    }

    /// <inheritdoc/>
    public AudioFormat Format { get; }

    /// <inheritdoc/>
    public long Frames { get; }

    /// <inheritdoc/>
    public long MissingFrames { get; }

    /// <inheritdoc/>
    public string? Damage { get; }

    /// <inheritdoc/>
    public AudioTags Tags { get; }

    /// <summary>Decodes the file's first audio stream at its own rate.</summary>
    /// <exception cref="AudioFileException">It cannot be decoded, or breaks the limits.</exception>
    public static FfmpegDecoder Decode(InputFile file, FileKind kind, AudioLimits limits, CancellationToken cancel)
    {
        FfmpegProbe probe = FfmpegProbe.Run(file, kind, limits, cancel);
        var scratch = new ScratchAudio(probe.Format.SampleRateHz, probe.Format.Channels);
        try
        {
            string errors = Fill(scratch, file, kind, limits, cancel);
            long? announced = Announcement.Frames(kind, probe);
            long frames = Announcement.FramesToKeep(kind, scratch.Frames, announced);
            MpegWalk? walk = kind == FileKind.Mp3 ? MpegInspector.Walk(file) : null;
            long missing = walk?.MissingFrames ?? Announcement.MissingFrames(file, kind, scratch.Frames, announced);
            limits.CheckLength(frames, missing, probe.Format.SampleRateHz, probe.Format.Channels);
            return new FfmpegDecoder(scratch, probe, frames, missing, FfmpegErrors.Damage(errors, file, walk?.HasGaps ?? true));
        }
        catch
        {
            scratch.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public IAudioReader OpenReader() => _scratch.OpenReader(0, Frames);

    /// <inheritdoc/>
    public void Dispose() => _scratch.Dispose();

    private static string Fill(ScratchAudio scratch, InputFile file, FileKind kind, AudioLimits limits, CancellationToken cancel)
    {
        string rate = scratch.SampleRateHz.ToString(System.Globalization.CultureInfo.InvariantCulture);
        string channels = scratch.Channels.ToString(System.Globalization.CultureInfo.InvariantCulture);
        string[] arguments =
        [
            "-nostdin", "-hide_banner", "-v", "error", .. Checks(kind), .. FfmpegArguments.Input(file, kind),
            "-map", "0:a:0", "-vn", "-sn", "-dn", "-ar", rate, "-ac", channels, "-c:a", "pcm_f32le", "-f", "f32le", "pipe:1",
        ];
        using ChildProcess process = ChildProcess.Start(ExternalProgram.Ffmpeg(), arguments, cancel);
        process.Input.Close();
        int frameBytes = scratch.Channels * sizeof(float);
        var bytes = new byte[PipeBytes / frameBytes * frameBytes];
        int pending = 0;
        for (int read; (read = process.Output.Read(bytes, pending, bytes.Length - pending)) > 0;)
        {
            pending += read;
            int whole = pending / frameBytes * frameBytes;
            Span<float> samples = MemoryMarshal.Cast<byte, float>(bytes.AsSpan(0, whole));
            FiniteGuard.Check(samples, scratch.Channels, scratch.Frames, scratch.SampleRateHz);
            scratch.AppendInterleaved(samples);
            limits.CheckNotTooLong(scratch.Frames, scratch.SampleRateHz, scratch.Channels);
            bytes.AsSpan(whole, pending - whole).CopyTo(bytes);
            pending -= whole;
        }

        (int exitCode, string errors) = process.Finish();
        cancel.ThrowIfCancellationRequested();
        return exitCode == 0 || scratch.Frames > 0 ? errors : throw FfmpegErrors.Fault(errors, kind, file);
    }

    /// <summary>Checksums are checked where the format has them on every frame; in MP3 they are optional and often wrong.</summary>
    private static string[] Checks(FileKind kind) => kind is FileKind.Flac or FileKind.Ogg ? ["-err_detect", "crccheck"] : [];
}
