namespace Lacquer.Server.Storage;

/// <summary>A bucket that speaks the S3 protocol.</summary>
public sealed record S3Settings
{
    /// <summary>Address of the service, as in https://s3.example.org.</summary>
    public required string Endpoint { get; init; }

    /// <summary>Name of the bucket; it must exist.</summary>
    public required string Bucket { get; init; }

    /// <summary>Access key.</summary>
    public required string AccessKey { get; init; }

    /// <summary>Secret key.</summary>
    public required string SecretKey { get; init; }

    /// <summary>Region that requests are signed for. Default us-east-1.</summary>
    public string Region { get; init; } = "us-east-1";
}
