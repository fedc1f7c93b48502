using System.Text.Json.Serialization;

namespace Lacquer.Mastering.Decision;

/// <summary>Who judges what a track needs.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DecisionMethod>))]
public enum DecisionMethod
{
    /// <summary>The trained model for tone and width, statistics for the rest.</summary>
    [JsonStringEnumMemberName("learned")]
    Learned,

    /// <summary>Statistics alone; needs no model.</summary>
    [JsonStringEnumMemberName("statistical")]
    Statistical,
}
