using System.Text.Json;
using Lacquer.Mastering.Decision;

namespace Lacquer.Mastering.Projects;

/// <summary>Writes and reads projects as versioned JSON.</summary>
public static class ProjectJson
{
    private const string Remedy = "restore it from a copy, or begin a new one with lacquer master MIX --project FILE";

    /// <summary>The project as indented JSON.</summary>
    public static string Write(Project project) => JsonSerializer.Serialize(project, ProjectJsonContext.Default.Project);

    /// <summary>Whether a text means to be a project rather than a plan, even when it is cut off or damaged.</summary>
    public static bool Is(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("revisions", out _);
        }
        catch (JsonException)
        {
            return json.Contains("\"revisions\"", StringComparison.Ordinal);
        }
    }

    /// <summary>Reads a project and checks every plan in it.</summary>
    /// <exception cref="PlanException">Not a project, of a later version, or damaged.</exception>
    public static Project Read(string json)
    {
        Project project;
        try
        {
            project = JsonSerializer.Deserialize(json, ProjectJsonContext.Default.Project) ?? throw new PlanException($"the project is empty; {Remedy}.");
        }
        catch (JsonException e)
        {
            string what = DamagedText.Say(json, e, "project");
            throw new PlanException($"{(what == "not a project" ? "the project is damaged: it does not begin like one" : what)}; {Remedy}.", e);
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new PlanException($"the project is damaged: {e.Message.Split(" (Parameter", 2)[0].TrimEnd('.')}; {Remedy}.", e);
        }

        if (project.Version != Project.CurrentVersion)
        {
            throw new PlanException($"the project has version {project.Version}; this program reads version {Project.CurrentVersion}; use a newer Lacquer.");
        }

        bool inOrder = project.Revisions.Count > 0 && project.Revisions.All(revision => revision is { Plan: not null })
            && project.Revisions.Select((revision, i) => revision.Number == i + 1 && (i == 0 ? revision.Parent is null : revision.Parent >= 1 && revision.Parent <= i)).All(fits => fits);
        return inOrder
            ? project with { Revisions = [.. project.Revisions.Select(revision => revision with { Plan = PlanJson.Checked(revision.Plan) })] }
            : throw new PlanException($"the project is damaged: its revisions are not numbered one after another; {Remedy}.");
    }
}
