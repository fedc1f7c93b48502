using System.Net;
using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Lacquer.Server.Storage;

/// <summary>Objects in a bucket. Streamed both ways: nothing is held whole in memory.</summary>
internal sealed class S3ObjectStore(S3Settings settings) : IObjectStore, IDisposable
{
    private readonly AmazonS3Client _client = new(
        new BasicAWSCredentials(settings.AccessKey, settings.SecretKey),
        new AmazonS3Config { ServiceURL = settings.Endpoint, ForcePathStyle = true, AuthenticationRegion = settings.Region });

    /// <inheritdoc/>
    public async Task<long> WriteAsync(string key, Stream content, CancellationToken cancel)
    {
        long length = content.Length - content.Position;
        var request = new PutObjectRequest { BucketName = settings.Bucket, Key = key, InputStream = content, AutoCloseStream = false, UseChunkEncoding = false };
        await _client.PutObjectAsync(request, cancel);
        return length;
    }

    /// <inheritdoc/>
    public async Task<Stream> OpenAsync(string key, CancellationToken cancel)
    {
        try
        {
            GetObjectMetadataResponse about = await _client.GetObjectMetadataAsync(settings.Bucket, key, cancel);
            return new S3Stream(_client, settings.Bucket, key, about.ContentLength);
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            throw new FileNotFoundException(e.Message, key, e);
        }
    }

    /// <inheritdoc/>
    public string? LocalPath(string key) => null;

    /// <inheritdoc/>
    public async Task DeleteFolderAsync(string folder, CancellationToken cancel)
    {
        string? more = null;
        do
        {
            ListObjectsV2Response found = await _client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = settings.Bucket, Prefix = folder, ContinuationToken = more }, cancel);
            if (found.S3Objects.Count > 0)
            {
                await _client.DeleteObjectsAsync(new DeleteObjectsRequest { BucketName = settings.Bucket, Objects = found.S3Objects.ConvertAll(o => new KeyVersion { Key = o.Key }) }, cancel);
            }

            more = found.IsTruncated ? found.NextContinuationToken : null;
        }
        while (more is not null);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredObject> ListAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        string? more = null;
        do
        {
            ListObjectsV2Response found = await _client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = settings.Bucket, ContinuationToken = more }, cancel);
            foreach (S3Object one in found.S3Objects)
            {
                yield return new StoredObject(one.Key, new DateTimeOffset(one.LastModified.ToUniversalTime(), TimeSpan.Zero));
            }

            more = found.IsTruncated ? found.NextContinuationToken : null;
        }
        while (more is not null);
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string key, CancellationToken cancel) => _client.DeleteObjectAsync(settings.Bucket, key, cancel);

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();
}
