using Lacquer.Server.Work;

namespace Lacquer.Server.Api;

/// <summary>The body of POST /v1/masters and of POST /v1/masters/{id}/revisions.</summary>
internal sealed record MasterRequest
{
    /// <summary>The mix; only for a new master.</summary>
    public string? UploadId { get; init; }

    /// <summary>The revision that the new one is made from; only for revisions. Default the last one.</summary>
    public int? From { get; init; }

    /// <summary>Controls by name, as words or numbers. What is left out stays as it was.</summary>
    public IReadOnlyDictionary<string, System.Text.Json.JsonElement> Controls { get; init; } = new Dictionary<string, System.Text.Json.JsonElement>();

    /// <summary>A saved plan that is repeated, or that the wishes are put on; only for a new master.</summary>
    public System.Text.Json.JsonElement? Plan { get; init; }

    /// <summary>Whether plan is already that of the version before, to which a note goes back; only with plan. Default no: such a note has nothing to go back to.</summary>
    public bool GoneBack { get; init; }

    /// <summary>Presets by name, or themselves, in the form of preset files. Of several the later one wins.</summary>
    public IReadOnlyList<System.Text.Json.JsonElement> Presets { get; init; } = [];

    /// <summary>Parameters set by hand: STAGE.PARAM=VALUE, or with @FROM-TO for a stretch.</summary>
    public IReadOnlyList<string> Set { get; init; } = [];

    /// <summary>Stages switched off.</summary>
    public IReadOnlyList<string> Bypass { get; init; } = [];

    /// <summary>Notes in plain words.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Stages or parameters that stay as they are from now on.</summary>
    public IReadOnlyList<string> Lock { get; init; } = [];

    /// <summary>Stages or parameters that may move again.</summary>
    public IReadOnlyList<string> Unlock { get; init; } = [];

    /// <summary>What the master is drawn towards; left out: as before.</summary>
    public WishedReferences? References { get; init; }

    /// <summary>The format it is written in; left out: wav with 24 bits, or what the account's plan has. Not for previews.</summary>
    public DeliveryRequest? Delivery { get; init; }

    /// <summary>Only these seconds, as a preview; left out: the whole master.</summary>
    public PreviewRange? Preview { get; init; }

    /// <summary>The wishes in it.</summary>
    public Wish Wish => new()
    {
        Controls = Controls,
        Presets = Presets,
        Set = Set,
        Bypass = Bypass,
        Notes = Notes,
        Lock = Lock,
        Unlock = Unlock,
        References = References,
    };
}
