using Lacquer.Audio;
using Lacquer.Audio.Encoding;
using Lacquer.Audio.Tags;
using Lacquer.Dsp;
using Lacquer.Samples;

if (args.Length != 1)
{
    Console.Error.WriteLine("usage: dotnet run --project samples/Lacquer.Samples -- OUT.wav");
    return 2;
}

AudioBuffer mix = FirstLight.Render();
AudioTags tags = new() { Texts = [new("title", "First Light"), new("artist", "The Lacquer authors"), new("comment", "A beginner's mix to try mastering on")] };
using IAudioWriter writer = AudioFileWriter.Create(args[0], OutputFormat.Parse("wav", "16"), Score.RateHz, mix.Channels, tags, overwrite: true);
writer.Write(mix.AsBlock());
writer.Complete();
return 0;
