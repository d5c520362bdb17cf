// Glue demands a script of every job. Sluice's job is a Java main in the jar of --extra-jars, named by --class.
object Placeholder {
  def main(arguments: Array[String]): Unit = ()
}
