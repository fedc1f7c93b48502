using Lacquer.TestKit;

namespace Lacquer.Mastering.Tests.CommandLine;

/// <summary>What was typed wrongly ends with exit code 2 and a line that names what is possible, before any file is looked at.</summary>
public sealed class UsageTests
{
    [Theory]
    [InlineData("--style funky", "warm", "balanced", "open")]
    [InlineData("--intensity extreme", "low", "medium", "high")]
    [InlineData("--volume 6", "1 to 5")]
    [InlineData("--strength 0", "1 to 5")]
    [InlineData("--compression 2.5", "1 to 5")]
    [InlineData("--eq bright", "1 to 5")]
    [InlineData("--width -1", "1 to 5")]
    [InlineData("--deharsh 11", "1 to 5")]
    [InlineData("--loudness loud", "spotify", "youtube", "apple", "vinyl")]
    [InlineData("--loudness 3", "-60", "0")]
    [InlineData("--loudness NaN", "-60", "0")]
    [InlineData("--loudness -14 --volume 4", "--loudness", "--volume")]
    [InlineData("--loudness spotify --volume 3", "--loudness", "--volume")]
    [InlineData("--ceiling 1", "-24", "0")]
    [InlineData("--ceiling NaN", "-24", "0")]
    [InlineData("--format vinyl", "wav", "flac", "mp3", "ogg", "opus", "aiff", "m4a")]
    [InlineData("--bits 12", "16", "24", "32f")]
    [InlineData("--format mp3 --bits 24", "mp3")]
    [InlineData("--format flac --bits 32f", "16", "24")]
    [InlineData("--rate 100", "8000", "384000")]
    [InlineData("--rate fast", "8000", "384000")]
    [InlineData("--format opus --rate 44100", "48000")]
    [InlineData("--format mp3 --rate 96000", "48000")]
    [InlineData("--set louder", "STAGE.PARAM=VALUE")]
    [InlineData("--set exciter.amount=1", "cleanup", "equalizer", "saturation", "delivery")]
    [InlineData("--set equalizer.mid333Hz=1", "mid250Hz", "side120Hz")]
    [InlineData("--set image.midWidthDb=wide", "wide")]
    [InlineData("--set image.midWidthDb=NaN", "NaN")]
    [InlineData("--set image.midWidthDb=100", "image.midWidthDb", "-")]
    [InlineData("--set image.midWidthDb=1@9-3", "9-3")]
    [InlineData("--set rate.rateHz=48000@1-2", "rate", "time range")]
    [InlineData("--bypass exciter", "cleanup", "equalizer", "saturation", "delivery")]
    [InlineData("--plan missing.json", "missing.json")]
    [InlineData("--strenght 3", "--strenght", "--strength may be meant")]
    [InlineData("--loudnes -9", "--loudnes", "--loudness may be meant")]
    [InlineData("--loudness -9,5", "-9.5")]
    [InlineData("--ceiling -0,3", "-0.3")]
    [InlineData("--json --force", "--json", "FILE|-")]
    [InlineData("-o", "--output", "FILE|DIR")]
    public void A_wrong_option_is_refused_and_the_possibilities_named(string options, params string[] words)
    {
        using var workshop = new Workshop();
        string input = workshop.File("mix.wav"); // does not exist: usage is checked first
        Terminal.Run(["master", input, .. options.Split(' ')]).Fails(2, words);
        Assert.Empty(workshop.Names());
    }

    [Theory]
    [InlineData("master", "INPUT")]
    [InlineData("remaster mix.wav", "remaster", "master may be meant", "analyze", "compare")]
    [InlineData("foo", "foo", "master", "analyze", "compare")]
    [InlineData("analyse mix.wav", "analyse", "analyze may be meant")]
    [InlineData("-o x.wav master mix.wav", "the command comes first", "lacquer master")]
    [InlineData("analyze", "INPUT")]
    [InlineData("compare one.wav", "B")]
    [InlineData("compare one.wav two.wav three.wav", "three.wav")]
    [InlineData("compare one.wav --jsn", "--jsn", "--json may be meant")]
    public void A_command_line_without_what_it_needs_is_refused(string line, params string[] words) => Terminal.Run(line.Split(' ')).Fails(2, words);

    [Fact]
    public void Nothing_at_all_shows_the_help_and_says_what_is_missing()
    {
        Answer answer = Terminal.Run().Fails(2, "master", "analyze", "compare");
        Assert.Equal(Terminal.Run("--help").Done().Out, answer.Out);
        Assert.Equal(answer.Out, Terminal.Run("help").Done().Out);
    }

    [Fact]
    public void A_sound_file_without_a_command_and_an_empty_name_are_explained()
    {
        using var workshop = new Workshop();
        string mix = workshop.File("mix.wav");
        File.WriteAllBytes(mix, [0]);
        Terminal.Run(mix).Fails(2, $"lacquer master {mix}");
        Terminal.Run("master", "").Fails(2, "INPUT");
        Terminal.Run("master", mix, "-o", "").Fails(2, "--output");
    }

    [Fact]
    public void Behind_two_dashes_everything_is_a_file()
    {
        Terminal.Run("analyze", "-dash.wav").Fails(2, "-dash.wav", "./-dash.wav");
        Terminal.Run("analyze", "--", "-dash.wav").Fails(3, "-dash.wav", "does not exist");
        Terminal.Run("analyze", "-dash.wav", "--", "other.wav").Fails(2, "-dash.wav");
        Terminal.Run("compare", "--", "-a.wav", "-b.wav").Fails(3, "-a.wav", "does not exist");
    }

    [Fact]
    public void A_pipe_or_a_folder_is_no_plan()
    {
        using var workshop = new Workshop();
        ExternalProgram.Run("mkfifo", workshop.File("plan.json"));
        Terminal.Run("master", workshop.File("mix.wav"), "--plan", workshop.File("plan.json")).Fails(2, "pipe");
        Terminal.Run("master", workshop.File("mix.wav"), "--plan", workshop.Root).Fails(2, "folder");
        Terminal.Run("master", workshop.File("mix.wav"), "--plan", "/dev/zero").Fails(2, "device");
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a plan")]
    [InlineData("{}")]
    [InlineData("[1,2]")]
    [InlineData("{\"version\": 99, \"decision\": \"statistical\", \"controls\": {}, \"target\": {\"ceilingDbtp\": -1}, \"stages\": []}")]
    [InlineData("{\"version\": 1, \"decision\": \"statistical\", \"controls\": {\"strength\": 9}, \"target\": {\"ceilingDbtp\": -1}, \"stages\": []}")]
    [InlineData("{\"version\": 1, \"decision\": \"statistical\", \"controls\": {}, \"target\": {\"ceilingDbtp\": -1}, \"stages\": [{\"name\": \"image\", \"parameters\": {\"midWidthDb\": 1e9}}]}")]
    public void A_plan_that_is_none_is_refused_by_its_name(string text)
    {
        using var workshop = new Workshop();
        string plan = workshop.File("plan.json");
        File.WriteAllText(plan, text);
        Terminal.Run("master", workshop.File("mix.wav"), "--plan", plan).Fails(2, "plan.json");
        Assert.Equal(["plan.json"], workshop.Names());
    }

    [Fact]
    public void One_plan_cannot_be_saved_for_two_inputs()
    {
        using var workshop = new Workshop();
        Terminal.Run("master", workshop.File("a.wav"), workshop.File("b.wav"), "--save-plan", workshop.File("plan.json")).Fails(2, "--save-plan");
    }

    [Fact]
    public void Two_inputs_that_would_become_one_file_are_refused()
    {
        using var workshop = new Workshop();
        string other = Path.Combine(workshop.Root, "other");
        Terminal.Run("master", workshop.File("a.wav"), Path.Combine(other, "a.wav"), "-o", workshop.File("out") + "/").Fails(2, "a.master.wav");
    }

    [Fact]
    public void Help_is_no_failure()
    {
        Answer answer = Terminal.Run("--help").Done();
        Assert.All((string[])["master", "analyze", "compare"], verb => Assert.Contains(verb, answer.Out, StringComparison.Ordinal));
    }
}
