namespace Lacquer.Server.Storage;

/// <summary>An object that lies in the store.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Written">When it was written.</param>
internal readonly record struct StoredObject(string Key, DateTimeOffset Written);
