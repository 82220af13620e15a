using System.Globalization;
using Hikyaku.Mail.Migration.Reports;

namespace Hikyaku.Mail.Migration;

/// <summary>The source cannot be what was meant; nothing was written.</summary>
public sealed class ImportRefusedException : Exception
{
    private readonly string _code = "";
    private readonly string[] _arguments = [];

    /// <summary>Creates it.</summary>
    public ImportRefusedException()
    {
    }

    /// <summary>Creates it with a message.</summary>
    public ImportRefusedException(string message)
        : base(message)
    {
    }

    /// <summary>Creates it with a message and its cause.</summary>
    public ImportRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    private ImportRefusedException(string code, string[] arguments)
        : base(ReportItem.Format(code, CultureInfo.InvariantCulture, arguments)) => (_code, _arguments) = (code, arguments);

    /// <summary>The key of the text.</summary>
    public string Code => _code;

    /// <summary>Creates it by the key of a text of reports.</summary>
    public static ImportRefusedException Of(string code, params string[] arguments) => new(code, arguments);

    /// <summary>The reason for people.</summary>
    public string Text(CultureInfo culture) => _code.Length == 0 ? Message : ReportItem.Format(_code, culture, [.. _arguments]);
}
