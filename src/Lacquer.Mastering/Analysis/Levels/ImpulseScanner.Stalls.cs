namespace Lacquer.Mastering.Analysis.Levels;

/// <content>What full buffers leave beside holes: samples that stand still, and pieces that are played again.</content>
internal sealed partial class ImpulseScanner
{
    /// <summary>Chunks in which not one sample moves, from which on it is stuck: 2 ms.</summary>
    private const int StuckChunks = 3;

    /// <summary>Longest stretch that a full buffer repeats, in seconds; shorter than the shortest are periods of tones.</summary>
    private const double MostRepeatSeconds = 0.055;

    private const double LeastRepeatSeconds = 0.003;

    /// <summary>More repeats than that, one after the other, are a tone.</summary>
    private const int MostRepeats = 4;

    /// <summary>Over all bends within 10 ms, 3 dB: where a piece begins again with less of a jump, nobody hears it. Chosen.</summary>
    private const float LeastJump = 1.4f;

    /// <summary>Looks for samples that all have the value of the one before, between sound that moves.</summary>
    private void FindStuck(int chunk)
    {
        if (_bends[chunk] > 0 || _peaks[chunk] < LeastPeak || _bends[chunk - 1] <= 0)
        {
            return;
        }

        int end = chunk + 1;
        while (end < chunk + Reach - PeakReach && _bends[end] <= 0)
        {
            end++;
        }

        float value = _samples[chunk * _chunk];
        bool abrupt = Math.Max(_bends[chunk - 1], _bends[chunk - 2]) > WallOfPeak * HighestBend(chunk - PeakReach, chunk)
            && Math.Max(_bends[end], _bends[end + 1]) > WallOfPeak * HighestBend(end, end + PeakReach);
        if (end - chunk < StuckChunks || end >= chunk + Reach - PeakReach || !abrupt || _samples[(chunk + 1) * _chunk] != value)
        {
            return;
        }

        (int first, int last) = (chunk * _chunk, end * _chunk);
        while (_samples[first - 1] == value)
        {
            first--;
        }

        while (_samples[last] == value)
        {
            last++;
        }

        Add(first, last - first, DropoutKind.Stuck);
    }

    /// <summary>Whether the sound after a jump is that of just before once more, a whole number of times.</summary>
    private bool FindRepeat(int at)
    {
        const int Probe = 24; // samples that agree before it is worth a closer look
        int least = (int)(LeastRepeatSeconds * _stride * UsualRateHz);
        int from = at + (4 * _stride);
        int back = Math.Max(0, from - (int)(MostRepeatSeconds * _stride * UsualRateHz));
        for (int i = back; i < from - least; i++)
        {
            int found = _samples.AsSpan(i, from - least - i).IndexOf(_samples[from]);
            if (found < 0)
            {
                return false;
            }

            i += found;
            if (!_samples.AsSpan(i, Probe).SequenceEqual(_samples.AsSpan(from, Probe)) || _samples.AsSpan(from, Probe).IndexOfAnyExcept(_samples[from]) < 0)
            {
                continue;
            }

            int lag = from - i;
            int first = from;
            while (first - 1 - lag >= 0 && _samples[first - 1] == _samples[first - 1 - lag])
            {
                first--;
            }

            int last = first + _samples.AsSpan(first, _held - first).CommonPrefixLength(_samples.AsSpan(first - lag, _held - first));
            double times = (double)(last - first) / lag;
            if (Math.Abs(times - Math.Round(times)) * lag <= 2 && times is > 0.9 and < MostRepeats + 0.1)
            {
                Add(first, last - first, DropoutKind.Repeat);
                return true;
            }

            return false;
        }

        return false;
    }

    private float HighestBend(int from, int to)
    {
        float highest = 0;
        for (int i = from; i < to; i++)
        {
            highest = Math.Max(highest, _bends[i]);
        }

        return highest;
    }
}
