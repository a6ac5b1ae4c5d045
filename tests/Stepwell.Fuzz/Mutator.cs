using System.Text;

namespace Stepwell.Fuzz;

/// <summary>
/// Texts that are nearly right: examples with pieces cut, doubled, exchanged, or replaced by tokens of the language, and now and then a
/// token many times over. The same seed gives the same texts.
/// </summary>
internal sealed class Mutator(int seed, string[] examples, string[] tokens)
{
    private const int MostChanges = 6;
    private const int LongestText = 4000;

    private readonly Random _random = new(seed);

    public string Next()
    {
        var text = new StringBuilder(Pick(examples));
        for (var changes = _random.Next(_random.Next(1, MostChanges)); changes >= 0; changes--) Change(text);
        return text.ToString();
    }

    private void Change(StringBuilder text)
    {
        var at = _random.Next(text.Length + 1);
        switch (_random.Next(9))
        {
            case 0:
                text.Insert(at, Pick(tokens));
                break;
            case 1:
                text.Remove(at, Math.Min(_random.Next(1, 8), text.Length - at));
                break;
            case 2:
                text.Length = at;
                break;
            case 3:
                Replace(text, at);
                break;
            case 4 when text.Length < LongestText:
                text.Append(Pick(tokens)).Append(text.ToString(0, at));
                break;
            case 5:
                text.Insert(at, (char)_random.Next(_random.Next(4) == 0 ? char.MaxValue : 127));
                break;
            case 6 when text.Length < LongestText:
                text.Insert(at, Pick(examples));
                break;
            case 7 when _random.Next(200) == 0:
                text.Insert(at, new StringBuilder().Insert(0, Pick(tokens), _random.Next(5000)).ToString());
                break;
            default:
                Replace(text, at);
                text.Insert(_random.Next(text.Length + 1), Pick(tokens));
                break;
        }
    }

    private void Replace(StringBuilder text, int at)
    {
        text.Remove(at, Math.Min(_random.Next(1, 4), text.Length - at));
        text.Insert(at, Pick(tokens));
    }

    private string Pick(string[] choices) => choices[_random.Next(choices.Length)];
}
