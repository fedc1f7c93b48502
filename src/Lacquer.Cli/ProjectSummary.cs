using System.Globalization;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Projects;

namespace Lacquer.Cli;

/// <summary>Revisions as the user reads them.</summary>
internal static class ProjectSummary
{
    /// <summary>One line each.</summary>
    public static void List(Project project, TextWriter to)
    {
        to.WriteLine($"  {"",-4}{"from",-6}{"made",-18}{"LUFS",7}{"range",7}{"dBTP",7}  what was asked for");
        foreach (Revision revision in project.Revisions)
        {
            RevisionMeasures? m = revision.Measures;
            string made = revision.Made.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
            string line = $"  {revision.Number,-4}{revision.Parent?.ToString(CultureInfo.InvariantCulture) ?? "",-6}{made,-18}{Level(m?.IntegratedLufs),7}{Level(m?.LoudnessRangeLu),7}{Level(m?.TruePeakDbtp),7}  ";
            to.WriteLine(Wrapped.Text(line, string.Join(", ", revision.Asked)));
        }
    }

    /// <summary>Settings and measurements that differ.</summary>
    public static void Compare(Revision a, Revision b, bool details, TextWriter to)
    {
        to.WriteLine($"From revision {a.Number} to revision {b.Number}");
        Changes(a.Plan, b.Plan, details, to);
        if (a.Measures is { } before && b.Measures is { } after)
        {
            to.WriteLine($"  loudness {Level(before.IntegratedLufs)} → {Level(after.IntegratedLufs)} LUFS, range {Level(before.LoudnessRangeLu)} → {Level(after.LoudnessRangeLu)} LU, true peak {Level(before.TruePeakDbtp)} → {Level(after.TruePeakDbtp)} dBTP");
        }
    }

    /// <summary>Settings that differ.</summary>
    public static void Changes(MasteringPlan before, MasteringPlan after, bool details, TextWriter to)
    {
        PlanDiff diff = PlanDiff.Between(before, after);
        if (diff.Changes.Count == 0)
        {
            to.WriteLine("  no setting differs");
            return;
        }

        NoteSummary.Lines(diff, details, to);
    }

    private static string Level(double? value) => value is { } level ? Words.Level(level) : "–";
}
