using System.Text.Json.Serialization;

namespace Lacquer.Server.Webhooks;

/// <summary>What is told.</summary>
internal enum WebhookEvent
{
    [JsonStringEnumMemberName("job.succeeded")]
    JobSucceeded,

    [JsonStringEnumMemberName("job.failed")]
    JobFailed,

    [JsonStringEnumMemberName("job.canceled")]
    JobCanceled,

    /// <summary>Only when it is asked for, to try an address.</summary>
    [JsonStringEnumMemberName("webhook.test")]
    Test,
}
