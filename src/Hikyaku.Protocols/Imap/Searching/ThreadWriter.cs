using Hikyaku.Formats.ImapSyntax;
using Hikyaku.Mail.Searching.Threads;

namespace Hikyaku.Protocols.Imap.Searching;

/// <summary>Writes the THREAD response (RFC 5256 §4). Threads may be as deep as somebody likes: there is no recursion.</summary>
internal sealed class ThreadWriter(ImapWriter writer, Func<uint, uint> number)
{
    // What is still to be written, the next on top: a node, or null for a closing parenthesis.
    private readonly Stack<ThreadNode?> _rest = new();

    public void Write(IReadOnlyList<ThreadNode> threads)
    {
        writer.Raw("* THREAD"u8);
        if (threads.Count > 0)
        {
            writer.Raw((byte)' ');
        }

        foreach (var thread in threads)
        {
            _rest.Push(thread);
            while (_rest.TryPop(out var next))
            {
                Write(next);
            }
        }

        writer.Raw("\r\n"u8);
    }

    private void Write(ThreadNode? node)
    {
        if (node is null)
        {
            writer.Raw((byte)')');
            return;
        }

        writer.Raw((byte)'(');
        _rest.Push(null);
        var isFirst = true;
        while (true)
        {
            if (node.Uid != 0)
            {
                writer.Raw(isFirst ? [] : " "u8);
                writer.Number(number(node.Uid));
                isFirst = false;
            }

            if (node.Children.Count != 1)
            {
                break;
            }

            node = node.Children[0];
        }

        // Several answers: each is a list of its own.
        if (node.Children.Count > 1)
        {
            writer.Raw(isFirst ? [] : " "u8);
            for (var i = node.Children.Count - 1; i >= 0; i--)
            {
                _rest.Push(node.Children[i]);
            }
        }
    }
}
