using System.Globalization;
using Lacquer.Audio.Encoding;
using Microsoft.Extensions.Configuration;

namespace Lacquer.Server.Accounts;

/// <summary>The plans by name: two to begin with, which the configuration changes, and its own.</summary>
internal static class Plans
{
    /// <summary>Names of a plan's settings in the configuration.</summary>
    public static readonly IReadOnlyList<string> Settings = ["storedBytes", "mastersAMonth", "concurrentJobs", "maxUploadBytes", "formats", "previewFormat"];

    /// <summary>What there is without a word in the configuration. Chosen: enough to try it on a few songs, and to work with it on albums.</summary>
    public static readonly IReadOnlyDictionary<string, Plan> BuiltIn = new Dictionary<string, Plan>(StringComparer.Ordinal)
    {
        ["free"] = new() { StoredBytes = 1L << 30, MastersAMonth = 20, ConcurrentJobs = 4, MaxUploadBytes = 200 << 20, Formats = ["mp3"] },
        ["paid"] = new() { StoredBytes = 100L << 30, MastersAMonth = 1_000, ConcurrentJobs = 20 },
    };

    /// <summary>Reads them.</summary>
    /// <exception cref="ServiceConfigurationException">A plan is not possible.</exception>
    public static IReadOnlyDictionary<string, Plan> Read(IConfigurationSection section)
    {
        var plans = new Dictionary<string, Plan>(BuiltIn, StringComparer.OrdinalIgnoreCase);
        foreach (IConfigurationSection of in section.GetChildren())
        {
            Plan basis = plans.GetValueOrDefault(of.Key, Plan.Unlimited);
            var plan = new Plan
            {
                StoredBytes = (long?)Number(of, "storedBytes") ?? basis.StoredBytes,
                MastersAMonth = (int?)Number(of, "mastersAMonth") ?? basis.MastersAMonth,
                ConcurrentJobs = (int?)Number(of, "concurrentJobs") ?? basis.ConcurrentJobs,
                MaxUploadBytes = (long?)Number(of, "maxUploadBytes") ?? basis.MaxUploadBytes,
                Formats = Formats(of.GetSection("formats")) ?? basis.Formats,
            };
            plans[of.Key] = of["previewFormat"] is { } preview ? plan with { PreviewFormat = preview } : plan;
            Check(of.Key, plans[of.Key]);
        }

        return plans;
    }

    /// <summary>A list; in the environment a text with commas.</summary>
    private static string[]? Formats(IConfigurationSection section) =>
        section.Value is { } text ? text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        : section.Exists() ? [.. section.GetChildren().Select(child => child.Value ?? "")]
        : null;

    private static void Check(string name, Plan plan)
    {
        foreach (string format in plan.Formats.Append(plan.PreviewFormat))
        {
            try
            {
                _ = OutputFormat.Parse(format, null);
            }
            catch (ArgumentException e)
            {
                throw new ServiceConfigurationException($"the plan {name} names the format '{format}', which there is not.", e);
            }
        }
    }

    private static double? Number(IConfigurationSection of, string name) =>
        of[name] is not { } text ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value
        : throw new ServiceConfigurationException($"plans.{of.Key}.{name} is '{text}', which is no number.");
}
