namespace Lacquer.Server.Storage;

/// <summary>Where sounds and reports lie. Keys are our own: letters, digits, '_', '-', '.', and '/' between folders.</summary>
internal interface IObjectStore
{
    /// <summary>Stores a stream under a key; whole or not at all.</summary>
    /// <returns>Bytes stored.</returns>
    Task<long> WriteAsync(string key, Stream content, CancellationToken cancel);

    /// <summary>Opens an object; it can be read from any place in it.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    Task<Stream> OpenAsync(string key, CancellationToken cancel);

    /// <summary>The object as a file that is there already; null when it would have to be fetched.</summary>
    string? LocalPath(string key);

    /// <summary>Removes everything whose key begins so. Nothing there is no error.</summary>
    /// <param name="folder">Whole folders, ending in '/'.</param>
    /// <param name="cancel">Stops.</param>
    Task DeleteFolderAsync(string folder, CancellationToken cancel);

    /// <summary>Everything there is, in no certain order; what is written meanwhile may be missing.</summary>
    IAsyncEnumerable<StoredObject> ListAsync(CancellationToken cancel);

    /// <summary>Removes one object. None of that key is no error.</summary>
    Task DeleteAsync(string key, CancellationToken cancel);
}
