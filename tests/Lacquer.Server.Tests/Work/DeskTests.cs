using Lacquer.Server.Jobs;
using Lacquer.Server.Work;

namespace Lacquer.Server.Tests.Work;

/// <summary>A desk that is stopped gently has read the mix for whoever asks next.</summary>
public sealed class DeskTests
{
    [Fact]
    public async Task A_canceled_preview_leaves_the_mix_open()
    {
        string folder = Directory.CreateTempSubdirectory("lacquer-desk-").FullName;
        string mix = Path.Combine(folder, "mix.wav");
        await File.WriteAllBytesAsync(mix, Studio.Song(20), TestContext.Current.CancellationToken);
        using (var desk = Desk.Start(new ServiceSettings { DataFolder = folder, RenderProgram = Studio.Program }, folder))
        {
            using var cancel = new CancellationTokenSource();
            var first = new List<string>();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => desk.AskAsync(
                Preview(mix, folder),
                (stage, _) =>
                {
                    first.Add(stage);
                    cancel.Cancel(); // at the first sign of life, in the middle of the analysis
                },
                () => true,
                cancel.Token,
                CancellationToken.None));
            Assert.True(desk.IsAlive);
            Assert.Contains("analyse", first);
            Assert.DoesNotContain("render", first);

            var second = new List<string>();
            await desk.AskAsync(Preview(mix, folder), (stage, _) => second.Add(stage), () => true, CancellationToken.None, CancellationToken.None);
            Assert.DoesNotContain("analyse", second);
            Assert.True(File.Exists(Path.Combine(folder, "audio.wav")));
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task One_that_must_end_ends_at_once()
    {
        string folder = Directory.CreateTempSubdirectory("lacquer-desk-").FullName;
        string mix = Path.Combine(folder, "mix.wav");
        await File.WriteAllBytesAsync(mix, Studio.Song(20), TestContext.Current.CancellationToken);
        using (var desk = Desk.Start(new ServiceSettings { DataFolder = folder, RenderProgram = Studio.Program }, folder))
        {
            using var cancel = new CancellationTokenSource();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => desk.AskAsync(Preview(mix, folder), (_, _) => cancel.Cancel(), () => false, cancel.Token, CancellationToken.None));
            Assert.False(desk.IsAlive);
        }

        Directory.Delete(folder, recursive: true);
    }

    private static DeskRequest Preview(string mix, string folder) => new()
    {
        Task = DeskTask.Preview,
        Input = mix,
        Folder = folder,
        Work = new JobWork { Name = "song", Wish = new(), FromSeconds = 2, ToSeconds = 4 },
    };
}
