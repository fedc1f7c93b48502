using System.Globalization;
using System.Text.RegularExpressions;

namespace Lacquer.Mastering.Tests.Reporting.Handover;

/// <summary>
/// Runs a JSFX as its documentation describes the language (EEL2): all values are doubles, <c>a[b]</c> is the memory at a + b, the last
/// expression is the value of a list. Holds what plain effects use, and refuses everything else.
/// </summary>
internal sealed partial class EffectScript
{
    private readonly Dictionary<string, double[]> _variables = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, (string[] Parameters, Func<double> Body, double[][] Places)> _functions = new(StringComparer.OrdinalIgnoreCase);
    private readonly double[] _memory = new double[65_536];
    private readonly Func<double> _sample;
    private Dictionary<string, double[]> _locals = new(StringComparer.OrdinalIgnoreCase);
    private string[] _tokens = [];
    private int _at;

    /// <summary>Reads the text, and runs what stands under @init and @slider.</summary>
    public EffectScript(string text, double rateHz)
    {
        Variable("srate")[0] = rateHz;
        Variable("$pi")[0] = Math.PI;
        string[] parts = Regex.Split(Comment().Replace(text, ""), @"^@", RegexOptions.Multiline, TimeSpan.FromSeconds(5));
        foreach (Match slider in Slider().Matches(parts[0]))
        {
            Variable(slider.Groups["name"].Value)[0] = double.Parse(slider.Groups["value"].Value, CultureInfo.InvariantCulture);
        }

        Parse(parts, "init")();
        Parse(parts, "slider")();
        _sample = Parse(parts, "sample");
    }

    /// <summary>One frame through @sample.</summary>
    public (double Left, double Right) Run(double left, double right)
    {
        (Variable("spl0")[0], Variable("spl1")[0]) = (left, right);
        _sample();
        return (Variable("spl0")[0], Variable("spl1")[0]);
    }

    private Func<double> Parse(string[] parts, string name)
    {
        string body = parts.Single(part => part.StartsWith(name, StringComparison.Ordinal))[name.Length..];
        (_tokens, _at) = ([.. Token().Matches(body).Select(token => token.Value)], 0);
        Func<double> program = List();
        Assert.Equal(_tokens.Length, _at); // all of it was understood
        return program;
    }

    private Func<double> List()
    {
        var steps = new List<Func<double>>();
        while (_at < _tokens.Length && _tokens[_at] is not (")" or ","))
        {
            if (Skip("function"))
            {
                Function();
            }
            else if (!Skip(";"))
            {
                steps.Add(Assignment());
            }
        }

        Func<double>[] all = [.. steps];
        return () =>
        {
            double last = 0;
            foreach (Func<double> step in all)
            {
                last = step();
            }

            return last;
        };
    }

    private void Function()
    {
        string name = Next();
        string[] parameters = Names();
        string[] locals = Skip("local") ? Names() : [];
        _locals = parameters.Concat(locals).ToDictionary(each => each, _ => new double[1], StringComparer.OrdinalIgnoreCase);
        double[][] places = [.. parameters.Select(each => _locals[each])];
        Expect("(");
        Func<double> body = List();
        Expect(")");
        _locals = new(StringComparer.OrdinalIgnoreCase);
        _functions.Add(name, (parameters, body, places));
    }

    private string[] Names()
    {
        var names = new List<string>();
        Expect("(");
        while (!Skip(")"))
        {
            if (!Skip(","))
            {
                names.Add(Next());
            }
        }

        return [.. names];
    }

    private Func<double> Assignment()
    {
        int begin = _at;
        if (Place() is { } place && _at < _tokens.Length && _tokens[_at] is "=" or "+=")
        {
            bool adds = Next() == "+=";
            Func<double> value = Assignment();
            return () =>
            {
                double result = value();
                (double[] cells, int index) = place();
                return cells[index] = adds ? cells[index] + result : result;
            };
        }

        _at = begin;
        return Comparison();
    }

    /// <summary>A variable or a memory cell; null where there is neither.</summary>
    private Func<(double[] Cells, int Index)>? Place()
    {
        if (!char.IsLetter(_tokens[_at][0]) || (_at + 1 < _tokens.Length && _tokens[_at + 1] == "("))
        {
            return null;
        }

        double[] variable = Variable(Next());
        if (!Skip("["))
        {
            return () => (variable, 0);
        }

        Func<double> offset = Assignment();
        Expect("]");
        return () => (_memory, (int)Math.Round(variable[0] + offset()));
    }

    private Func<double> Comparison()
    {
        Func<double> left = Sum();
        if (!Skip(">"))
        {
            return left;
        }

        Func<double> right = Sum();
        return () => left() > right() ? 1 : 0;
    }

    private Func<double> Sum()
    {
        Func<double> left = Product();
        while (_at < _tokens.Length && _tokens[_at] is "+" or "-")
        {
            (Func<double> before, bool adds, Func<double> after) = (left, Next() == "+", Product());
            left = adds ? () => before() + after() : () => before() - after();
        }

        return left;
    }

    private Func<double> Product()
    {
        Func<double> left = Power();
        while (_at < _tokens.Length && _tokens[_at] is "*" or "/")
        {
            (Func<double> before, bool times, Func<double> after) = (left, Next() == "*", Power());
            left = times ? () => before() * after() : () => before() / after();
        }

        return left;
    }

    private Func<double> Power()
    {
        if (Skip("-"))
        {
            Func<double> negated = Power();
            return () => -negated();
        }

        Func<double> left = Atom();
        if (!Skip("^"))
        {
            return left;
        }

        Func<double> right = Power();
        return () => Math.Pow(left(), right());
    }

    private Func<double> Atom()
    {
        if (Skip("("))
        {
            Func<double> inner = List();
            Expect(")");
            return inner;
        }

        if (Place() is { } place)
        {
            return () =>
            {
                (double[] cells, int index) = place();
                return cells[index];
            };
        }

        string name = Next();
        if (name == "$pi")
        {
            return () => Math.PI;
        }

        return char.IsLetter(name[0]) ? Call(name) : Constant(double.Parse(name, CultureInfo.InvariantCulture));
    }

    private static Func<double> Constant(double value) => () => value;

    private Func<double> Call(string name)
    {
        var given = new List<Func<double>>();
        Expect("(");
        while (!Skip(")"))
        {
            given.Add(List());
            Skip(",");
        }

        switch (name)
        {
            case "sin": return () => Math.Sin(given[0]());
            case "cos": return () => Math.Cos(given[0]());
            case "sqrt": return () => Math.Sqrt(given[0]());
            case "loop":
                return () =>
                {
                    for (int left = (int)given[0](); left > 0; left--)
                    {
                        given[1]();
                    }

                    return 0;
                };
        }

        (string[] parameters, Func<double> body, double[][] places) = _functions[name];
        Assert.Equal(parameters.Length, given.Count);
        return () =>
        {
            double[] values = [.. given.Select(each => each())];
            for (int i = 0; i < values.Length; i++)
            {
                places[i][0] = values[i];
            }

            return body();
        };
    }

    private double[] Variable(string name)
    {
        if (_locals.TryGetValue(name, out double[]? local))
        {
            return local;
        }

        if (!_variables.TryGetValue(name, out double[]? place))
        {
            _variables[name] = place = new double[1];
        }

        return place;
    }

    private string Next() => _tokens[_at++];

    private bool Skip(string token)
    {
        bool there = _at < _tokens.Length && _tokens[_at] == token;
        _at += there ? 1 : 0;
        return there;
    }

    private void Expect(string token) => Assert.Equal(token, Next());

    [GeneratedRegex("//.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^(?<name>slider\d+):(?<value>-?[\d.]+)<", RegexOptions.Multiline)]
    private static partial Regex Slider();

    [GeneratedRegex(@"\d+(?:\.\d+)?|\$?[A-Za-z_]\w*|\+=|\S")]
    private static partial Regex Token();
}
