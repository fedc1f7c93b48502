using Lacquer.Server.Storage;
using Lacquer.Server.Tests.Servers;

namespace Lacquer.Server.Tests.Storage;

/// <summary>Objects are kept whole, read from any place and removed by folder, wherever they lie.</summary>
public sealed class ObjectStoreTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lacquer-objects-").FullName;
    private readonly S3Server _bucket = new();
    private S3ObjectStore? _remote;

    public async ValueTask InitializeAsync()
    {
        await _bucket.StartAsync();
        _remote = new S3ObjectStore(new S3Settings { Endpoint = _bucket.Address, Bucket = S3Server.Bucket, AccessKey = S3Server.Key, SecretKey = S3Server.Key });
    }

    public async ValueTask DisposeAsync()
    {
        _remote!.Dispose();
        await _bucket.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_written_can_be_read_from_any_place(bool inBucket)
    {
        IObjectStore store = Store(inBucket);
        byte[] bytes = [.. Enumerable.Range(0, 5_000_000).Select(n => (byte)(n * 7 >> 4))];
        Assert.Equal(bytes.Length, await store.WriteAsync("jobs/job_1/lease_1/audio.wav", new MemoryStream(bytes), TestContext.Current.CancellationToken));
        await using Stream stream = await store.OpenAsync("jobs/job_1/lease_1/audio.wav", TestContext.Current.CancellationToken);
        Assert.Equal(bytes.Length, stream.Length);
        foreach (int place in (int[])[0, 4_999_999, 1_234_567])
        {
            stream.Position = place;
            var part = new byte[Math.Min(1_000, bytes.Length - place)];
            await stream.ReadExactlyAsync(part, TestContext.Current.CancellationToken);
            Assert.Equal(bytes[place..(place + part.Length)], part);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Removing_a_folder_leaves_its_neighbours(bool inBucket)
    {
        IObjectStore store = Store(inBucket);
        foreach (string key in (string[])["jobs/job_1/a", "jobs/job_1/b/c", "jobs/job_10/a"])
        {
            await store.WriteAsync(key, new MemoryStream([1]), TestContext.Current.CancellationToken);
        }

        await store.DeleteFolderAsync("jobs/job_1/", TestContext.Current.CancellationToken);
        await store.DeleteFolderAsync("jobs/nobody/", TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<FileNotFoundException>(() => store.OpenAsync("jobs/job_1/b/c", TestContext.Current.CancellationToken));
        await using Stream neighbour = await store.OpenAsync("jobs/job_10/a", TestContext.Current.CancellationToken);
        Assert.Equal(1, neighbour.Length);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Everything_is_listed_and_one_object_goes_alone(bool inBucket)
    {
        IObjectStore store = Store(inBucket);
        string[] keys = ["jobs/job_1/lease_1/a", "jobs/job_1/lease_1/b", "uploads/up_1/part"];
        foreach (string key in keys)
        {
            await store.WriteAsync(key, new MemoryStream([1]), TestContext.Current.CancellationToken);
        }

        Assert.Equal(keys, await ListAsync(store));
        await store.DeleteAsync(keys[0], TestContext.Current.CancellationToken);
        await store.DeleteAsync(keys[0], TestContext.Current.CancellationToken);
        Assert.Equal(keys[1..], await ListAsync(store));
    }

    private static async Task<string[]> ListAsync(IObjectStore store)
    {
        var found = new List<string>();
        await foreach (StoredObject one in store.ListAsync(TestContext.Current.CancellationToken))
        {
            Assert.InRange(TimeProvider.System.GetUtcNow() - one.Written, TimeSpan.FromMinutes(-5), TimeSpan.FromMinutes(5));
            found.Add(one.Key);
        }

        return [.. found.Order(StringComparer.Ordinal)];
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("jobs/../../outside")]
    [InlineData("/etc/passwd")]
    [InlineData("jobs//a")]
    [InlineData("jobs/.hidden")]
    [InlineData("")]
    public async Task A_folder_is_never_left(string key) =>
        await Assert.ThrowsAsync<ArgumentException>(() => Store(inBucket: false).WriteAsync(key, new MemoryStream([1]), TestContext.Current.CancellationToken));

    [Fact]
    public async Task A_writer_that_breaks_off_leaves_nothing()
    {
        IObjectStore store = Store(inBucket: false);
        await Assert.ThrowsAsync<IOException>(() => store.WriteAsync("jobs/job_1/a", new BrokenStream(), TestContext.Current.CancellationToken));
        Assert.Empty(Directory.GetFiles(_folder, "*", SearchOption.AllDirectories));
    }

    private IObjectStore Store(bool inBucket) => inBucket ? _remote! : new FolderObjectStore(_folder);

    /// <summary>Gives some bytes, then breaks.</summary>
    private sealed class BrokenStream : MemoryStream
    {
        private int _reads;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            _reads++ < 3 ? ValueTask.FromResult(Math.Min(buffer.Length, 1_000)) : throw new IOException("the wire broke");
    }
}
