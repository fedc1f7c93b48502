namespace Lacquer.Server.Storage;

/// <summary>Objects that follow each other, read as one stream. At most one of them is open.</summary>
internal sealed class PartsStream(IReadOnlyList<UploadPart> parts, IObjectStore objects) : Stream
{
    private long _position;
    private int _open = -1;
    private Stream? _part;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length { get; } = parts.Sum(part => part.Length);

    public override long Position
    {
        get => _position;
        set => _position = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value));
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_position >= Length || buffer.Length == 0)
        {
            return 0;
        }

        int index = 0;
        while (_position >= parts[index].Start + parts[index].Length)
        {
            index++;
        }

        if (index != _open)
        {
            await ClosePartAsync();
            _part = await objects.OpenAsync(parts[index].Key, cancellationToken);
            _open = index;
        }

        long within = _position - parts[index].Start;
        if (_part!.Position != within)
        {
            _part.Position = within;
        }

        int read = await _part.ReadAsync(buffer, cancellationToken);
        _position += read;
        return read > 0 ? read : throw new EndOfStreamException("A stored part is shorter than it was.");
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Parts are read asynchronously.");

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => Length + offset,
    };

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
        // Nothing is written.
    }

    public override async ValueTask DisposeAsync()
    {
        await ClosePartAsync();
        await base.DisposeAsync();
    }

    private async ValueTask ClosePartAsync()
    {
        if (_part is not null)
        {
            await _part.DisposeAsync();
        }

        (_part, _open) = (null, -1);
    }
}
