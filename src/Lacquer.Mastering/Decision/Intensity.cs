using System.Text.Json.Serialization;

namespace Lacquer.Mastering.Decision;

/// <summary>How loud, and how much limiting may be spent on it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Intensity>))]
public enum Intensity
{
    /// <summary>Around −14.5 LUFS; at most 3 dB of limiting averaged over any 3 s.</summary>
    [JsonStringEnumMemberName("low")]
    Low,

    /// <summary>Around −12 LUFS; at most 4.5 dB.</summary>
    [JsonStringEnumMemberName("medium")]
    Medium,

    /// <summary>Around −10 LUFS; at most 6 dB.</summary>
    [JsonStringEnumMemberName("high")]
    High,
}
