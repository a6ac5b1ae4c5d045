using System.Text;
using Stepwell.Wire.Protocols;
using Stepwell.Wire.Shapes;

namespace Stepwell.Wire.Query;

/// <summary>Writes elements of XML, one after the other and one in the other.</summary>
internal sealed class XmlText(ResponseBuffer output)
{
    private readonly Stack<string> _open = new();

    public void Open(string name, XmlNamespace? xmlNamespace = null)
    {
        Start(name, xmlNamespace);
        _open.Push(name);
    }

    public void Close() => End(_open.Pop());

    public void Element(string name, string text, XmlNamespace? xmlNamespace = null)
    {
        Start(name, xmlNamespace);
        Write(Escape(text));
        End(name);
    }

    private void Start(string name, XmlNamespace? xmlNamespace)
    {
        Write("<");
        Write(name);
        if (xmlNamespace is { Uri: var uri, Prefix: var prefix })
        {
            Write(prefix is null ? " xmlns" : " xmlns:" + prefix);
            Write("=\"");
            Write(Escape(uri));
            Write("\"");
        }

        Write(">");
    }

    private void End(string name)
    {
        Write("</");
        Write(name);
        Write(">");
    }

    private void Write(string text) => Encoding.UTF8.GetBytes(text, output);

    /// <summary>Characters that XML cannot hold in any form become the one that stands for such.</summary>
    private static string Escape(string text)
    {
        StringBuilder? escaped = null;
        for (var i = 0; i < text.Length; i++)
        {
            var replacement = text[i] switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\r' => "&#xD;",
                '\n' or '\t' => null,
                < ' ' or '\uFFFE' or '\uFFFF' => "\uFFFD",
                _ => null,
            };
            if (replacement is null)
            {
                escaped?.Append(text[i]);
                continue;
            }

            escaped ??= new StringBuilder(text, 0, i, text.Length + 16);
            escaped.Append(replacement);
        }

        return escaped?.ToString() ?? text;
    }
}
