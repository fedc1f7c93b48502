using System.Text;

namespace Lacquer.Audio.Tags;

/// <summary>Names and text of tags in one form, whatever file they come from.</summary>
internal static class TextTags
{
    /// <summary>
    /// Fields that describe the old file and not the music: they would be wrong in the master (its level has changed, its encoder is
    /// another one).
    /// </summary>
    private static readonly string[] Stale =
    [
        "encoder", "encoded_by", "encodersettings", "encoder_options", "tsse", "major_brand", "minor_version", "compatible_brands",
        "handler_name", "vendor_id", "creation_time", "duration", "r128_track_gain", "r128_album_gain",
        "time_reference", "coding_history", "umid", "language", "tlen", "software", "bitrate", "accurateripresult",
        "encoding params", "gapless_playback", "com.android.version", "itunes_cddb_1", "itunes_cddb_tracknumber", "tool",
    ];

    private static readonly string[] StaleFamilies = ["replaygain_", "id3v2_priv.", "itun"];

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>Adds the fields that are not there yet; stale and empty ones are left out.</summary>
    public static void Merge(List<KeyValuePair<string, string>> texts, IEnumerable<KeyValuePair<string, string>> more)
    {
        var sources = texts.ToDictionary(text => text.Key, _ => "", StringComparer.Ordinal);
        foreach ((string key, string value) in more)
        {
            string name = Normalise(key);
            string text = value.Replace("\0", "", StringComparison.Ordinal).Trim();
            bool isStale = Array.IndexOf(Stale, name) >= 0 || Array.Exists(StaleFamilies, family => name.StartsWith(family, StringComparison.Ordinal));

            // A field may repeat (two artists); another field of the same meaning (year beside date) may not.
            if (name.Length > 0 && text.Length > 0 && !isStale && (sources.TryAdd(name, key) || sources[name] == key))
            {
                texts.Add(new(name, text));
            }
        }
    }

    /// <summary>Text of bytes that should be UTF-8 and are often Latin-1; ends at the first zero.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.IndexOf((byte)0);
        bytes = end < 0 ? bytes : bytes[..end];
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return TextEncoding.Latin1.GetString(bytes);
        }
    }

    private static string Normalise(string key)
    {
        string name = key.Trim().ToLowerInvariant();
        bool isPlain = name.Length is > 0 and <= 64 && name.All(c => c is > ' ' and <= '~' and not '=' or ' ');
        return (isPlain, name) switch
        {
            (false, _) => "",
            (_, "tsrc") => "isrc",
            (_, "year") => "date",
            (_, "tracknumber") => "track",
            (_, "albumartist" or "album artist") => "album_artist",
            (_, "discnumber") => "disc",
            (_, "description") => "comment",
            _ => name,
        };
    }
}
