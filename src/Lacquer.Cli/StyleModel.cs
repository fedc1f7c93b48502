using Lacquer.Mastering.Analysis.Style;
using Lacquer.Mastering.Networks;

namespace Lacquer.Cli;

/// <summary>The style classifier, or a word about why there is none: without it everything works, only more cautiously.</summary>
internal static class StyleModel
{
    public static StyleClassifier? Load()
    {
        try
        {
            return StyleClassifier.Load();
        }
        catch (ModelException exception)
        {
            Console.Error.WriteLine(
                $"lacquer: warning: no style of music is told: {exception.Problem} Restore the model folder that came with this version, or name the style with --genre.".ReplaceLineEndings(" "));
            return null;
        }
    }
}
