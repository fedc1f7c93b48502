using System.Net.Sockets;
using Lacquer.Audio.Encoding;
using Lacquer.TestKit;

namespace Lacquer.Audio.Tests;

/// <summary>What has a path but is no file is named before it is opened: a pipe without a writer would wait for ever.</summary>
public sealed class SpecialFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Pipes_devices_and_sockets_are_told_from_files()
    {
        string pipe = Pipe();
        string link = _folder.File("link.wav");
        File.CreateSymbolicLink(link, pipe);
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(_folder.File("s")));

        Assert.Equal("a pipe", SpecialFile.Kind(pipe));
        Assert.Equal("a pipe", SpecialFile.Kind(link));
        Assert.Equal("a socket", SpecialFile.Kind(_folder.File("s")));
        Assert.Equal("a device", SpecialFile.Kind("/dev/zero"));
        Assert.Null(SpecialFile.Kind(_folder.Write("file.wav", [1])));
        Assert.Null(SpecialFile.Kind(_folder.Root));
        Assert.Null(SpecialFile.Kind(_folder.File("missing")));
    }

    [Fact]
    public void A_pipe_is_neither_read_nor_replaced()
    {
        string pipe = Pipe();
        var unread = Assert.Throws<AudioFileException>(() => AudioFile.Open(pipe, limits: null, TestContext.Current.CancellationToken));
        Assert.Equal(AudioFault.Unreadable, unread.Fault);
        Assert.Contains("pipe", unread.Message, StringComparison.Ordinal);

        var unwritten = Assert.Throws<AudioFileException>(() => AtomicFile.Create(pipe, overwrite: true));
        Assert.Equal(AudioFault.Unwritable, unwritten.Fault);
        Assert.Contains("pipe", unwritten.Message, StringComparison.Ordinal);
        Assert.Equal("a pipe", SpecialFile.Kind(pipe));
        Assert.Equal([pipe], Directory.GetFileSystemEntries(_folder.Root));
    }

    private string Pipe()
    {
        string path = _folder.File("pipe.wav");
        ExternalProgram.Run("mkfifo", path);
        return path;
    }
}
