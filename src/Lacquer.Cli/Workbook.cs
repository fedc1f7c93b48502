using Lacquer.Audio;
using Lacquer.Mastering;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Projects;
using Lacquer.Mastering.Reporting;

namespace Lacquer.Cli;

/// <summary>A project and the file that it lives in.</summary>
internal sealed record Workbook
{
    public required Project Project { get; init; }

    /// <summary>Where the project is, or will be.</summary>
    public required string Path { get; init; }

    /// <summary>Whether that file exists already: a project made of a plan is written with its second revision.</summary>
    public required bool Exists { get; init; }

    /// <summary>Opens a project, or begins one from a saved plan.</summary>
    /// <param name="path">A project or a plan.</param>
    /// <param name="input">The mix, where the plan does not say it; null otherwise.</param>
    /// <exception cref="AudioFileException">It is neither, missing, damaged or of a later version.</exception>
    /// <exception cref="PlanException">The plan's project exists already, or the plan does not say which mix it is for.</exception>
    public static Workbook Open(string path, string? input)
    {
        MasteringPlan? plan = null;
        Project? project = null;
        try
        {
            project = PlanFile.Read(path, "project", "give a project, or a plan that was saved with --save-plan", text =>
            {
                if (ProjectJson.Is(text) || path.EndsWith(".project.json", StringComparison.OrdinalIgnoreCase))
                {
                    return ProjectJson.Read(text);
                }

                plan = PlanJson.Read(text);
                return null;
            });
        }
        catch (PlanException e)
        {
            throw new AudioFileException(AudioFault.Unreadable, e.Message, e);
        }

        return project is not null ? new Workbook { Project = project, Path = path, Exists = true } : Begin(path, plan!, input);
    }

    /// <summary>A project that begins with a master.</summary>
    public static Project First(MasteringReport report, MasteringRequest request, IReadOnlyList<string> asked) =>
        First(report.Plan, RevisionMeasures.Of(report), request, asked);

    /// <summary>A project that begins with a master that was made elsewhere.</summary>
    public static Project First(MasteringPlan plan, RevisionMeasures measures, MasteringRequest request, IReadOnlyList<string> asked) =>
        new() { Revisions = [Revision.Of(1, parent: null, TimeProvider.System.GetUtcNow(), asked, request, plan, measures)] };

    /// <summary>The same project as it is now: while one waits for a turn, others add revisions.</summary>
    /// <exception cref="AudioFileException">It is gone or damaged.</exception>
    public Workbook Again() => Exists || File.Exists(Path) ? Open(Path, input: null) : this;

    /// <summary>Writes the project.</summary>
    /// <param name="next">With one revision more.</param>
    /// <exception cref="AudioFileException">It cannot be written, or it is another one than it was when it was read.</exception>
    public void Save(Project next)
    {
        if (Exists && Open(Path, input: null).Project.Revisions.Count != Project.Revisions.Count)
        {
            throw new AudioFileException(AudioFault.Unwritable, $"{Path} was replaced by another project while this revision was made; nothing was kept, so revise it again.");
        }

        TextFile.Write(Path, ProjectJson.Write(next), overwrite: Exists);
    }

    private static Workbook Begin(string planPath, MasteringPlan plan, string? input)
    {
        string mix = input ?? plan.InputFile ?? throw new PlanException("the plan does not say which mix it was made from; add --input FILE.");
        string path = System.IO.Path.ChangeExtension(planPath.EndsWith(".plan.json", StringComparison.OrdinalIgnoreCase) ? planPath[..^".json".Length] : planPath, "project.json");
        if (File.Exists(path))
        {
            throw new PlanException($"this plan was revised before; continue with lacquer revise {path}");
        }

        var first = new Revision
        {
            Number = 1,
            Made = new DateTimeOffset(File.GetLastWriteTimeUtc(planPath), TimeSpan.Zero),
            Input = System.IO.Path.GetFullPath(mix),
            Output = "",
            Format = "wav",
            Asked = ["the saved plan " + System.IO.Path.GetFileName(planPath)],
            Plan = plan,
        };
        return new Workbook { Project = new Project { Revisions = [first] }, Path = path, Exists = false };
    }
}
