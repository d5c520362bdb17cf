package io.sluice.cli.command;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a script that teaches a shell the commands and options. */
@Command(
    name = "completion",
    header = "Print a completion script for a shell.",
    description = {"Completes commands and options; it needs no lake.", ""},
    footerHeading = "%nExamples:%n",
    footer = {
      "  source <(./sluice completion bash)",
      "  ./sluice completion zsh > ~/.sluice-completion && echo '. ~/.sluice-completion' >> ~/.zshrc"
    })
final class CompletionCommand implements Callable<Integer> {
  /** Shells that completion scripts exist for. */
  enum Shell {
    BASH,
    ZSH
  }

  @Parameters(paramLabel = "bash|zsh", description = "The shell.")
  private Shell shell;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    CommandLine out = spec.commandLine();
    String script = AutoComplete.bash("sluice", spec.root().commandLine());
    if (shell == Shell.ZSH) {
      // The script loads zsh's bash emulation by itself, but only where compinit has run.
      out.getOut().println("autoload -U +X compinit && compinit -u");
    }
    out.getOut().print(script);
    out.getOut().flush();
    return ExitCodes.DONE;
  }
}
